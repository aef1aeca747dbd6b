package tkv330.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.PrimalDual
abstract class Denoising {
  @Parameter(shape = {"rows", "columns"})
  @Regularize.TotalVariation(lambda = 0.1)
  Tensor image;

  @Loss(weight = 0.5)
  Tensor squares(@Shape({"rows", "columns"}) Tensor noisy) {
    return sum(square(image.minus(noisy)));
  }
}
