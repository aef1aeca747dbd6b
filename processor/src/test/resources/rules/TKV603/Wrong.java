package tkv603.wrong;

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
    return meanSquaredError(log(relu(x.matmul(w))), t); // expect TKV603 warning at "log": log(relu(x.matmul(w))) is minus infinity whenever a unit is off. Use log1p, or add an offset: log(relu(x.matmul(w)).plus(1e-6)).
  }
}
