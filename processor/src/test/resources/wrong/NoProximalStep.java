import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NoProximalStep {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.NormLoss(lambda = 1e-3, mode = Mode.PROXIMAL) // expect TKV303 at ".PROXIMAL": NormLoss on w1 has no proximal step
  Tensor w1;



  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
