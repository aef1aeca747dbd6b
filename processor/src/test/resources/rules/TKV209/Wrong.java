package tkv209.wrong;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Filters {
  @Parameter(shape = {"filters", "channels", "3", "3"})
  @Regularize.NuclearNorm(lambda = 1e-3) // expect TKV209 at "@Regularize.NuclearNorm": NuclearNorm on kernel needs a matrix, but kernel has the shape (filters, channels, 3, 3).
  Tensor kernel;

  @Loss
  Tensor energy(@Shape({"batch", "channels", "28", "28"}) Tensor x) {
    return mean(square(conv2d(x, kernel)));
  }
}
