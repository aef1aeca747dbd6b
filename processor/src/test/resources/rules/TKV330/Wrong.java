package tkv330.wrong;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Fista
abstract class Denoising {
  @Parameter(shape = {"rows", "columns"})
  @Regularize.TotalVariation(lambda = 0.1) // expect TKV330 at "@Regularize.TotalVariation": TotalVariation on image has kinks and no proximal step in closed form, and @Optimizer.Fista minimises a smooth sum, and penalties and constraints with a proximal step. Use @Optimizer.PrimalDual.
  Tensor image;

  @Loss(weight = 0.5)
  Tensor squares(@Shape({"rows", "columns"}) Tensor noisy) {
    return sum(square(image.minus(noisy)));
  }
}
