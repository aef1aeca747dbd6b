package tkv603.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Counts {
  @Parameter(shape = {"features", "hidden"})
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "hidden"}) Tensor t) {
    return meanSquaredError(log1p(relu(x.matmul(w))), t);
  }
}
