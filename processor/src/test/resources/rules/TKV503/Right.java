package tkv503.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 0.1, weightDecay = 0.01)
abstract class Demand {
  @Parameter(shape = "features")
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor sold) {
    return meanSquaredError(x.matmul(weights), sold);
  }
}
