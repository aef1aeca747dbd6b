package tkv503.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 0.1, weightDecay = 20) // expect TKV503 at "20": weightDecay = 20 at learning rate 0.1 multiplies every weight by 1 - 2 = -1 in each step. Here weightDecay is multiplied by the learning rate; use 0.01.
abstract class Demand {
  @Parameter(shape = "features")
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor sold) {
    return meanSquaredError(x.matmul(weights), sold);
  }
}
