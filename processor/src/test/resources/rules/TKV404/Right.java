package tkv404.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Dictionary {
  @Parameter(shape = {"64", "256"})
  @Regularize.SoftOrthogonality(lambda = 1e-3)
  Tensor atoms;

  @Parameter(shape = {"256", "outputs"})
  @Regularize.L2(lambda = 1e-3)
  Tensor readout;

  @Loss
  Tensor error(@Shape({"batch", "64"}) Tensor x, @Shape({"batch", "outputs"}) Tensor t) {
    return meanSquaredError(relu(x.matmul(atoms)).matmul(readout), t);
  }
}
