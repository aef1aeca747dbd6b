package tkv331.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Fista
@Schedule.Cosine // expect TKV331 at "@Schedule.Cosine": @Schedule.Cosine belongs to training steps, and @Optimizer.Fista makes none. Remove it, or train with an update rule such as @Optimizer.AdamW.
abstract class Prices {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.1)
  Tensor w;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}
