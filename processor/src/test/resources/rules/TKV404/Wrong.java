package tkv404.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Dictionary {
  @Parameter(shape = {"64", "256"})
  @Regularize.OffDiagonalOrthogonality(lambda = 1e-3) // expect TKV404 warning at "@Regularize": 256 columns of length 64 cannot all be orthogonal: at least 192 of them must become 0 to reach 0. Use at most 64, or @Regularize.SoftOrthogonality, which takes the smaller product.
  Tensor atoms;

  @Parameter(shape = {"256", "outputs"})
  @Regularize.L2(lambda = 1e-3)
  Tensor readout;

  @Loss
  Tensor error(@Shape({"batch", "64"}) Tensor x, @Shape({"batch", "outputs"}) Tensor t) {
    return meanSquaredError(relu(x.matmul(atoms)).matmul(readout), t);
  }
}
