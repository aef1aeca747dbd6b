package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.sigmoidCrossEntropy;
import static io.tikhonov.dsl.Ops.sigmoid;

import io.tikhonov.dsl.Init;
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
 * {@link SparseLogisticRegression} with a solver in the place of an update rule: the minimiser
 * itself, with a bound on what is missing, and the minimisers for all λ in less time than training
 * takes for one.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.CoordinateDescent
public abstract class TumourSelection {

  @Parameter(shape = "features", init = Init.ZEROS)
  @Regularize.L1(lambda = 1 / (0.1 * 569))
  Tensor weights;

  @Parameter(role = Role.BIAS)
  Tensor intercept;

  Tensor logOdds(Tensor x) {
    return x.matmul(weights).plus(intercept);
  }

  @Predict
  Tensor probability(@Shape({"batch", "features"}) Tensor x) {
    return sigmoid(logOdds(x));
  }

  @Loss
  Tensor negativeLogLikelihood(
      @Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor outcome) {
    return sigmoidCrossEntropy(logOdds(x), outcome);
  }
}
