package tkv410.wrong;

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
  Tensor sparsity(@Shape({"batch", "features"}) Tensor x) { // expect TKV410 warning at "sparsity": sparsity can be made 0 for free: shrink encoder and threshold and enlarge decoder, the loss does not change. Put @Constrain.UnitNorm on decoder, or penalise both.
    return mean(abs(encode(x)));
  }
}
