package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * Total variation denoising as Rudin, Osher and Fatemi declared it in 1992, ½‖u − f‖² + λ Σ|∇u|,
 * solved: {@link ImageDenoiser} with a solver and with the length of the gradient in the place of
 * the sum of its elements, so that slanted edges cost no more than others.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.PrimalDual
public abstract class ExactDenoiser {

  @Parameter(
      shape = {"height", "width"},
      init = Init.ZEROS)
  @Regularize.IsotropicTotalVariation(lambda = 0.08, epsilon = 0)
  Tensor image;

  @Predict
  Tensor denoised() {
    return image;
  }

  @Loss(weight = 0.5)
  Tensor fidelity(@Shape({"height", "width"}) Tensor noisy) {
    return sum(square(image.minus(noisy)));
  }
}
