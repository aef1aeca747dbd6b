package tkv305.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.L1(lambda = 1e-4, metric = Metric.EUCLIDEAN) // expect TKV305 note at ".EUCLIDEAN": Under AdamW the threshold learningRate * lambda of L1 is compared with the scaled gradient m / sqrt(v), not with the gradient
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
