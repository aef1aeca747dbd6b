package tkv702.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

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
    Tensor total = mean(square(code)).times(0);
    for (int unit = 0; unit < 16; unit++) {
      Tensor row = gradient(sum(slice(code, 1, unit, unit + 1)), x); // expect TKV702 warning at "gradient": This loop builds the whole Jacobian with 16 backward passes. Its squared norm needs one: jacobianFrobenius(y, x, 1), the mean of norm(gradient(dot(y, noise), x))^2 over random noise.
      total = total.plus(mean(sum(square(row), 1)));
    }
    return total;
  }
}
