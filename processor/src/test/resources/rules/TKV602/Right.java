package tkv602.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Rates {
  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor rate) {
    return meanSquaredError(softplus(x.matmul(w)), rate);
  }
}
