import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class WithoutEffect {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0) // expect TKV113 note at "0)": lambda = 0 switches off off.
  Tensor off() {
    return sum(square(w1));
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
