package tkv416.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.01)
abstract class SparseSignal {
  @Parameter(shape = "features", init = Init.CONSTANT, initScale = 1) // expect TKV416 note at ".CONSTANT": The bias of u*u - v*v towards sparse solutions holds for small starting values; scale 1 loses it. Use initScale = 1e-3 or less.
  Tensor u;

  @Parameter(shape = "features", init = Init.CONSTANT, initScale = 1)
  Tensor v;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(square(u).minus(square(v))), y);
  }
}
