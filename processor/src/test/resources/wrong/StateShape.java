import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class StateShape {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @State(shape = "classes", update = "next")
  Tensor center;

  Tensor next(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(x, "batch"); // expect TKV201 at "return": next is the update of center: it returns (pixels), but the state is (classes)
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
