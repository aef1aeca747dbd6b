package tkv511.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
@Schedule.Cosine(warmupSteps = 2000, totalSteps = 1000) // expect TKV511 warning at "2000": The warm-up ends at step 2000 but training has 1000 steps: the rate never falls, and it reaches its full value at the end only. Shorten the warm-up to less than 1000.
abstract class Line {
  @Parameter(shape = "features")
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(weights), y);
  }
}
