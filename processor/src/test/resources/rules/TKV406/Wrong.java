package tkv406.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Rotation {
  @Parameter(shape = {"inputs", "outputs"})
  @Regularize.SoftOrthogonality(lambda = 1e-2)
  @Regularize.L2(lambda = 1e-2) // expect TKV406 note at "@Regularize": L2 and orthogonality pull w apart: together they want squared singular values 1 - a/(2b) = 0.75, not 1. Remove L2 from w (orthogonality replaces it).
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "inputs"}) Tensor x, @Shape({"batch", "outputs"}) Tensor t) {
    return meanSquaredError(x.matmul(w), t);
  }
}
