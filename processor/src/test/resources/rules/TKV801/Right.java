package tkv801.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class Scorer {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden")
  Tensor w2;

  @Predict
  Tensor score(@Shape({"batch", "features"}) Tensor x) {
    return tanh(x.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(score(x), y);
  }
}
