package tkv331.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Fista
abstract class Prices {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.1)
  Tensor w;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}
