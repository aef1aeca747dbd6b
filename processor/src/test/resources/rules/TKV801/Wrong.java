package tkv801.wrong;

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
    return dropout(tanh(x.matmul(w1)), 0.1).matmul(w2); // expect TKV801 note at "dropout": dropout is active in training and off in predictions, which therefore differ from the path that is trained. For Monte-Carlo prediction give the noise as an input.
  }

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(score(x), y);
  }
}
