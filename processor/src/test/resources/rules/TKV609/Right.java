package tkv609.right;

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
    Tensor covariance = centred.transpose().matmul(centred).times(0.01).plus(eye("embedding").times(1e-3));
    return logDet(covariance).negate();
  }
}
