package tkv607.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-4, weightDecay = 1e-4) // expect TKV607 note at "1e-4)": Learning rate 1e-4 times weightDecay 1e-4 is 1e-8; in float 1 - 1e-8 is 1, so by itself the decay is lost in rounding. weightDecay for this rate is usually 1e-2 to 1e-1.
abstract class Line {
  @Parameter(shape = "features")
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(weights), y);
  }
}
