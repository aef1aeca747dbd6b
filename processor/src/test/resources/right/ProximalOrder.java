import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** Orders of proximal steps that are exact. */
@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class ProximalOrder {
  @Parameter(shape = {"n", "m"})
  @Regularize.L1(lambda = 1e-3)
  @Regularize.GroupLasso(lambda = 1e-3, axis = 0)
  Tensor groups;

  @Parameter(shape = "n")
  @Regularize.L1(lambda = 1e-3)
  @Constrain.Box(min = -1, max = 1)
  Tensor bounded;

  @Parameter(shape = {"n", "m"}, init = Init.ZEROS)
  @Constrain.NonNegative
  @Constrain.MaxNorm(radius = 1)
  Tensor cone;

  @Loss
  Tensor fit(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor t) {
    Tensor scaled = x.times(bounded);
    return meanSquaredError(scaled.matmul(groups).plus(x.matmul(cone)), t);
  }
}
