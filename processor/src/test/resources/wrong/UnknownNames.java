import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Regularize.L2(lambda = 1e-4, on = "W1") // expect TKV102 at "\"W1\"": @Regularize.L2(on = "W1"): UnknownNames has no parameter "W1". Did you mean "w1"? Its parameters are [w1].
abstract class UnknownNames {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @State(shape = "pixels", update = "moveCentre") // expect TKV102 at "\"moveCentre\"": update = "moveCentre": UnknownNames has no method "moveCentre". Did you mean "moveCenter"?
  Tensor center;

  Tensor moveCenter(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(x, 0);
  }

  @Regularize(lambda = 0.1, trains = {"w1", "w2"}) // expect TKV102 at "\"w2\"": trains = "w2": UnknownNames has no parameter "w2". Did you mean "w1"?
  Tensor size() {
    return sum(square(w1));
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
