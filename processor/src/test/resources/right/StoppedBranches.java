import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** Branches without derivative next to live ones, a teacher by averages, a state. */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.AdamW
@Average.EMA(decay = 0.9999)
abstract class StoppedBranches {
  @Parameter(shape = {"features", "latent"})
  Tensor encoder;

  @Parameter(shape = {"latent", "latent"}, init = Init.IDENTITY)
  Tensor predictor;

  @State(shape = "latent", update = "nextCenter")
  Tensor center;

  @Hyperparameter(0.1)
  double temperature;

  Tensor encode(Tensor x) {
    return tanh(x.matmul(encoder));
  }

  Tensor nextCenter(@Shape({"batch", "features"}) Tensor second) {
    return center.times(0.9).plus(mean(encode(second), "batch").times(0.1));
  }

  @Loss
  Tensor follow(
      @Shape({"batch", "features"}) Tensor first, @Shape({"batch", "features"}) Tensor second) {
    Tensor target = averaged(encode(second)).minus(center);
    return mean(square(encode(first).matmul(predictor).minus(target)).div(temperature));
  }

  /** Rounds in the forward pass only. */
  @Regularize(lambda = 0.1)
  Tensor quantized(@Shape({"batch", "features"}) Tensor first) {
    Tensor z = encode(first);
    Tensor rounded = z.plus(stopGradient(sign(z).minus(z)));
    return mean(square(rounded.minus(0.5)));
  }
}
