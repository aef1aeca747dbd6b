package tkv515.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Average.SWA
abstract class DigitNetwork {
  @Parameter(shape = {"pixels", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(relu(layerNorm(x.matmul(w1))).matmul(w2), y);
  }
}
