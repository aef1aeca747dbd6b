package tkv209.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Filters {
  @Parameter(shape = {"filters", "channels", "3", "3"})
  @Regularize.GroupLasso(lambda = 1e-3)
  Tensor kernel;

  @Loss
  Tensor energy(@Shape({"batch", "channels", "28", "28"}) Tensor x) {
    return mean(square(conv2d(x, kernel)));
  }
}
