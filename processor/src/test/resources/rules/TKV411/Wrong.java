package tkv411.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Penalties.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Factors {
  @Parameter(shape = {"rows", "rank"})
  @Regularize.L2(lambda = 1e-2) // expect TKV411 warning at "@Regularize": L2 (lambda = 0.01) on u and v equals the nuclear norm of their product with the same lambda, so it lowers the rank, which rank declares a second time; keep one.
  Tensor u;

  @Parameter(shape = {"columns", "rank"})
  @Regularize.L2(lambda = 1e-2)
  Tensor v;

  @Loss
  Tensor error(@Shape({"rows", "columns"}) Tensor y) {
    return meanSquaredError(u.matmul(v.transpose()), y);
  }

  @Regularize(lambda = 1e-2)
  Tensor rank() {
    return nuclearNorm(u.matmul(v.transpose()));
  }
}
