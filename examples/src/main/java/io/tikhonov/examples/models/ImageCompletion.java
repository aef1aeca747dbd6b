package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.meanSquaredError;
import static io.tikhonov.dsl.Ops.gather;
import static io.tikhonov.dsl.Ops.mean;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Schedule;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * The brightness of a pixel in an image as the product of two embeddings, one for each image and
 * one for each pixel, as a recommender has them for users and films: nobody tells it where a pixel
 * is or what an image shows.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 0.02)
@Schedule.Cosine
public abstract class ImageCompletion {

  @Parameter(
      shape = {"images", "factors"},
      init = Init.NORMAL,
      initScale = 0.1,
      role = Role.EMBEDDING)
  Tensor imageTable;

  @Parameter(
      shape = {"pixels", "factors"},
      init = Init.NORMAL,
      initScale = 0.1,
      role = Role.EMBEDDING)
  Tensor pixelTable;

  @Parameter(shape = "pixels", role = Role.BIAS)
  Tensor usual;

  @Predict
  Tensor brightness(@Shape("batch") Labels image, @Shape("batch") Labels pixel) {
    Tensor match = gather(imageTable, image).times(gather(pixelTable, pixel));
    return sum(match, "factors").plus(gather(usual, pixel));
  }

  @Loss
  Tensor squaredError(
      @Shape("batch") Labels image, @Shape("batch") Labels pixel, @Shape("batch") Tensor seen) {
    return meanSquaredError(brightness(image, pixel), seen);
  }

  /** Keeps the embeddings of the batch short, so that they do not learn pixels by heart. */
  @Regularize(lambda = 0.2)
  Tensor length(@Shape("batch") Labels image, @Shape("batch") Labels pixel) {
    return mean(square(gather(imageTable, image))).plus(mean(square(gather(pixelTable, pixel))));
  }
}
