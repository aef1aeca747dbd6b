package tkv332.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Fista // expect TKV332 note at "@Optimizer.Fista": @Optimizer.Fista in single precision ends at about six digits of the minimum. For more, write @TrainingObjective(precision = Precision.DOUBLE).
abstract class Prices {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.1)
  Tensor w;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}
