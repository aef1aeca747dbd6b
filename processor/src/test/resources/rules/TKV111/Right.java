package tkv111.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Line {
  @Parameter(shape = "features")
  Tensor slope;

  @Parameter(shape = "features")
  @Regularize.L2(lambda = 1e-3)
  Tensor offset;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.plus(offset).matmul(slope), y);
  }
}
