package tkv409.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;
import static io.tikhonov.dsl.Penalties.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class TwoViews {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "embedding"})
  Tensor w2;

  @Predict
  Tensor encode(@Shape({"batch", "features"}) Tensor x) {
    return tanh(x.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor invariance(
      @Shape({"batch", "features"}) Tensor left, @Shape({"batch", "features"}) Tensor right) {
    return meanSquaredError(encode(left), encode(right));
  }

  @Regularize(lambda = 1)
  Tensor spread(@Shape({"batch", "features"}) Tensor left) {
    return vicregVariance(encode(left));
  }
}
