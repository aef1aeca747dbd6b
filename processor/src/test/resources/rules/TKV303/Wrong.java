package tkv303.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.SoftOrthogonality(lambda = 1e-3, mode = Mode.PROXIMAL) // expect TKV303 at ".PROXIMAL": SoftOrthogonality on w has no proximal step; its minimiser has no closed form, so use mode = Mode.COUPLED.
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
