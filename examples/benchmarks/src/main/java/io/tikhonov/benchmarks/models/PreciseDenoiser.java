package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * Isotropic total variation denoising in double precision, for the minimum that others are compared
 * with.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.PrimalDual
public abstract class PreciseDenoiser {

  @Parameter(shape = {"height", "width"})
  @Regularize.IsotropicTotalVariation(lambda = 0.08, epsilon = 0)
  Tensor image;

  @Loss(weight = 0.5)
  Tensor fidelity(@Shape({"height", "width"}) Tensor noisy) {
    return sum(square(image.minus(noisy)));
  }
}
