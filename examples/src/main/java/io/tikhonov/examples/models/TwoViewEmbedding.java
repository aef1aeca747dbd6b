package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.meanSquaredError;
import static io.tikhonov.dsl.Ops.diag;
import static io.tikhonov.dsl.Ops.mean;
import static io.tikhonov.dsl.Ops.relu;
import static io.tikhonov.dsl.Ops.reshape;
import static io.tikhonov.dsl.Ops.sqrt;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;
import static io.tikhonov.dsl.Ops.tanh;
import static io.tikhonov.dsl.Ops.variance;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * Self-supervised embeddings by VICReg (Bardes, Ponce and LeCun, 2022): two views of an example get
 * the same embedding, every coordinate keeps a deviation of at least 1 in the batch, and different
 * coordinates are uncorrelated.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.AdamW(learningRate = 5e-3, weightDecay = 1e-4)
abstract class TwoViewEmbedding {

  /** Added to the variance, so that the root has a derivative at 0. */
  static final double EPSILON = 1e-4;

  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "embedding"})
  Tensor w2;

  @Predict
  Tensor embed(@Shape({"batch", "features"}) Tensor x) {
    return tanh(x.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss(weight = 25)
  Tensor invariance(
      @Shape({"batch", "features"}) Tensor left, @Shape({"batch", "features"}) Tensor right) {
    return meanSquaredError(embed(left), embed(right));
  }

  @Regularize(lambda = 25)
  Tensor spread(
      @Shape({"batch", "features"}) Tensor left, @Shape({"batch", "features"}) Tensor right) {
    return hinge(embed(left)).plus(hinge(embed(right)));
  }

  @Regularize(lambda = 1)
  Tensor covariance(
      @Shape({"batch", "features"}) Tensor left, @Shape({"batch", "features"}) Tensor right) {
    return offDiagonal(embed(left)).plus(offDiagonal(embed(right)));
  }

  /** How far the deviations of the coordinates fall short of 1. */
  static Tensor hinge(Tensor z) {
    Tensor deviation = sqrt(variance(z, "batch").plus(EPSILON));
    return mean(relu(deviation.negate().plus(1)));
  }

  /** The squares of the covariances of different coordinates, per coordinate. */
  static Tensor offDiagonal(Tensor z) {
    Tensor centred = z.minus(mean(z, "batch"));
    Tensor products =
        reshape(centred, "batch", "embedding", "1")
            .times(reshape(centred, "batch", "1", "embedding"));
    Tensor covariance = mean(products, "batch");
    Tensor squares = sum(square(covariance), 0).minus(square(diag(covariance)));
    return mean(squares);
  }
}
