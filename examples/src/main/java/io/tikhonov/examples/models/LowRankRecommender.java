package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.meanSquaredError;
import static io.tikhonov.dsl.Ops.gather;
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
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * Ratings as products of embeddings of users and items. The nuclear norm of the users' table lets
 * the data choose the number of factors: singular values that are not needed become exactly 0.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.SGD(learningRate = 0.2)
abstract class LowRankRecommender {

  @Parameter(
      shape = {"users", "factors"},
      init = Init.NORMAL,
      initScale = 0.5,
      role = Role.EMBEDDING)
  @Regularize.NuclearNorm(lambda = 0.02)
  Tensor userFactors;

  @Parameter(
      shape = {"items", "factors"},
      init = Init.NORMAL,
      initScale = 0.5,
      role = Role.EMBEDDING)
  @Regularize.L2(lambda = 0.01)
  Tensor itemFactors;

  @Parameter(shape = "items", role = Role.BIAS)
  Tensor itemMean;

  @Predict
  Tensor rating(@Shape("batch") Labels user, @Shape("batch") Labels item) {
    Tensor match = gather(userFactors, user).times(gather(itemFactors, item));
    return sum(match, "factors").plus(gather(itemMean, item));
  }

  @Loss
  Tensor squaredError(
      @Shape("batch") Labels user, @Shape("batch") Labels item, @Shape("batch") Tensor observed) {
    return meanSquaredError(rating(user, item), observed);
  }
}
