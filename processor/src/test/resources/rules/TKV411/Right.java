package tkv411.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Factors {
  @Parameter(shape = {"rows", "rank"})
  @Regularize.L2(lambda = 1e-2)
  Tensor u;

  @Parameter(shape = {"columns", "rank"})
  @Regularize.L2(lambda = 1e-2)
  Tensor v;

  @Loss
  Tensor error(@Shape({"rows", "columns"}) Tensor y) {
    return meanSquaredError(u.matmul(v.transpose()), y);
  }
}
