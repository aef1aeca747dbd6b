import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** A head of attention with layer normalisation on stacks of matrices. */
@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
@Schedule.Linear(warmupSteps = 10, totalSteps = 1000)
abstract class Attention {
  @Parameter(shape = {"width", "width"})
  Tensor query;

  @Parameter(shape = {"width", "width"})
  Tensor key;

  @Parameter(shape = {"width", "width"})
  Tensor value;

  @Parameter(shape = "width", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "width", role = Role.BIAS)
  Tensor shift;

  @Parameter(shape = {"width", "outputs"})
  Tensor head;

  @Predict
  Tensor predict(@Shape({"batch", "tokens", "width"}) Tensor x) {
    Tensor scores = x.matmul(query).matmul(x.matmul(key).transpose());
    Tensor attended = softmax(scores.times(0.25), 2).matmul(x.matmul(value));
    Tensor normal = layerNorm(x.plus(attended), gain, shift);
    return mean(normal, "tokens").matmul(head);
  }

  @Loss
  Tensor loss(
      @Shape({"batch", "tokens", "width"}) Tensor x, @Shape({"batch", "outputs"}) Tensor t) {
    return meanSquaredError(predict(x), t);
  }
}
