package tkv702.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;
import static io.tikhonov.dsl.Penalties.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Contractive {
  @Parameter(shape = {"features", "16"})
  Tensor w;

  @Parameter(shape = {"16", "features"})
  Tensor decoder;

  @Loss
  Tensor reconstruction(@Shape({"batch", "features"}) Tensor x) {
    return meanSquaredError(tanh(x.matmul(w)).matmul(decoder), x);
  }

  @Regularize(lambda = 0.1)
  @SuppressWarnings("TKV701")
  Tensor contraction(@Shape({"batch", "features"}) Tensor x) {
    Tensor code = tanh(x.matmul(w));
    return jacobianFrobenius(code, x, 1);
  }
}
