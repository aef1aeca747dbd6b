package tkv406.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Rotation {
  @Parameter(shape = {"inputs", "outputs"})
  @Regularize.SoftOrthogonality(lambda = 1e-2)
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "inputs"}) Tensor x, @Shape({"batch", "outputs"}) Tensor t) {
    return meanSquaredError(x.matmul(w), t);
  }
}
