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
import io.tikhonov.dsl.Schedule;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * Total variation denoising: the parameter is the image itself, pulled to the noisy one by the
 * squared error and to flat regions by its total variation. Trained in steps, as a part of a larger
 * model would be; {@link ExactDenoiser} is solved.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 0.02)
@Schedule.Cosine
public abstract class ImageDenoiser {

  @Parameter(
      shape = {"height", "width"},
      init = Init.CONSTANT,
      initScale = 0.5)
  @Regularize.TotalVariation(lambda = 0.07)
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
