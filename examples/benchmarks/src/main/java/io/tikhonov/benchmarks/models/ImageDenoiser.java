package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** The image that is closest to a noisy one at the price of its total variation. */
@TrainingObjective
@Optimizer.Adam(learningRate = 2e-2)
public abstract class ImageDenoiser {

  @Parameter(shape = {"height", "width"})
  @Regularize.TotalVariation(lambda = 0.15)
  Tensor image;

  @Loss(weight = 0.5)
  Tensor fidelity(@Shape({"height", "width"}) Tensor noisy) {
    return sum(square(image.minus(noisy)));
  }
}
