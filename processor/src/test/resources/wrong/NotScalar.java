import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NotScalar {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor confidence(@Shape({"batch", "pixels"}) Tensor x) {
    return sum(square(x.matmul(w1)), "classes"); // expect TKV202 at "return": confidence must return a scalar but has (batch) left. Finish with mean(..., "batch") to match the built-in losses, or sum(...).
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
