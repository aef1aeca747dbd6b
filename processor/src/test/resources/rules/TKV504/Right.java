package tkv504.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
abstract class Line {
  @Parameter(shape = "features")
  @Regularize.L2(lambda = 1e-3, mode = Mode.COUPLED)
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(weights), y);
  }
}
