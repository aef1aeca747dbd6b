package tkv505.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3, beta1 = 0.99, beta2 = 0.9) // expect TKV505 warning at "0": Adam with beta1 = 0.99, beta2 = 0.9: for beta1 > sqrt(beta2) = 0.9487 the step after a single large gradient grows without bound (up to epsilon). Raise beta2 above beta1^2 = 0.9801.
abstract class Line {
  @Parameter(shape = "features")
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(weights), y);
  }
}
