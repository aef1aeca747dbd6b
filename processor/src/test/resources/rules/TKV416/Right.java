package tkv416.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.01)
abstract class SparseSignal {
  @Parameter(shape = "features", init = Init.CONSTANT, initScale = 1e-3)
  Tensor u;

  @Parameter(shape = "features", init = Init.CONSTANT, initScale = 1e-3)
  Tensor v;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(square(u).minus(square(v))), y);
  }
}
