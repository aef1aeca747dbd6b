package tkv506.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
abstract class DigitNetwork {
  @Parameter(shape = {"pixels", "hidden"})
  @Constrain.UnitNorm(axis = 1)
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor error(@Shape({"batch", "pixels"}) Tensor x, @Shape({"batch", "classes"}) Tensor y) {
    return meanSquaredError(relu(batchNorm(x.matmul(w1))).matmul(w2), y);
  }
}
