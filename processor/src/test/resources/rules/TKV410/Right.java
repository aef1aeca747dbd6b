package tkv410.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SparseAutoencoder {
  @Parameter(shape = {"features", "codes"})
  Tensor encoder;

  @Parameter(shape = "codes", role = Role.BIAS)
  Tensor threshold;

  @Parameter(shape = {"codes", "features"})
  @Constrain.UnitNorm(axis = 0)
  Tensor decoder;

  @Predict
  Tensor encode(@Shape({"batch", "features"}) Tensor x) {
    return relu(x.matmul(encoder).plus(threshold));
  }

  @Loss
  Tensor reconstruction(@Shape({"batch", "features"}) Tensor x) {
    return meanSquaredError(encode(x).matmul(decoder), x);
  }

  @Regularize(lambda = 1e-2)
  Tensor sparsity(@Shape({"batch", "features"}) Tensor x) {
    return mean(abs(encode(x)));
  }
}
