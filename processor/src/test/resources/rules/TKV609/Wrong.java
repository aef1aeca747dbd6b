package tkv609.wrong;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Decorrelated {
  @Parameter(shape = {"features", "embedding"})
  Tensor w;

  @Loss
  Tensor volume(@Shape({"batch", "features"}) Tensor x) {
    Tensor z = tanh(x.matmul(w));
    Tensor centred = z.minus(mean(z, "batch"));
    Tensor covariance = centred.transpose().matmul(centred).times(0.01);
    return logDet(covariance).negate(); // expect TKV609 warning at "logDet": The covariance of batch rows in embedding dimensions has rank at most batch-1: if that is less, its logDet is minus infinity. Add a ridge (eye times 1e-3), or use more rows than dimensions.
  }
}
