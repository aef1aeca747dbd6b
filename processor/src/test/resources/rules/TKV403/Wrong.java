package tkv403.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
abstract class ClickModel {
  @Parameter(shape = {"features", "hidden"})
  @Regularize.L2(lambda = 1e-4) // expect TKV403 warning at "@Regularize": w1 is decayed twice: weightDecay = 0.01 of AdamW and @Regularize.L2(lambda = 1e-4). Keep one, or set role = Role.BIAS (or NORM) on w1.
  Tensor w1;

  @Parameter(shape = "hidden")
  Tensor w2;

  @Loss
  Tensor clicks(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor clicked) {
    return sigmoidCrossEntropy(relu(x.matmul(w1)).matmul(w2), clicked);
  }
}
