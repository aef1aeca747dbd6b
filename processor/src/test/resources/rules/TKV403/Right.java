package tkv403.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
abstract class ClickModel {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden")
  Tensor w2;

  @Loss
  Tensor clicks(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor clicked) {
    return sigmoidCrossEntropy(relu(x.matmul(w1)).matmul(w2), clicked);
  }
}
