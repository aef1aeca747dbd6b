package tkv105.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Constant(shape = "classes")
  @Regularize.L1(lambda = 1e-3) // expect TKV105 at "@Regularize.L1": @Regularize.L1 on prior: this field is not a @Parameter, so there is nothing to penalise.
  Tensor prior;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w).plus(prior), y);
  }
}
