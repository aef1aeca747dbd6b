package tkv506.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9) // expect TKV506 note at "@Optimizer": The norm of w1 can only grow, because its gradient is orthogonal to it, and momentum speeds this up: the effective rate falls early. Use @Constrain.UnitNorm on w1.
abstract class DigitNetwork {
  @Parameter(shape = {"pixels", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor error(@Shape({"batch", "pixels"}) Tensor x, @Shape({"batch", "classes"}) Tensor y) {
    return meanSquaredError(relu(batchNorm(x.matmul(w1))).matmul(w2), y);
  }
}
