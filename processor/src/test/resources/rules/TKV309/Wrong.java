package tkv309.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor straightThrough(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor h = x.matmul(w);
    Tensor rounded = greater(h, 0);
    Tensor passed = h.plus(stopGradient(rounded.minus(h))); // expect TKV309 note at "stopGradient": straightThrough contains stopGradient: its gradient is deliberately not the derivative of its value
    return mean(square(passed));
  }
}
