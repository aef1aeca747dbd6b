package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.gaussianNegativeLogLikelihood;
import static io.tikhonov.dsl.Losses.pinball;
import static io.tikhonov.dsl.Losses.poissonNegativeLogLikelihood;
import static io.tikhonov.dsl.Ops.exp;
import static io.tikhonov.dsl.Ops.softplus;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;
import static io.tikhonov.dsl.Ops.tanh;

import io.tikhonov.dsl.Hyperparameter;
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
 * One network, three losses: mean and spread of the demand, its upper quantile, and the number of
 * returns. The strength of the pull to 0 is a hyperparameter that the program changes as it trains.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 1e-2)
@Schedule.Step(every = 200, factor = 0.5)
abstract class DemandForecast {

  /** Smallest variance that is predicted. */
  static final double FLOOR = 1e-3;

  /** Share of the days on which the demand stays below the upper quantile. */
  static final double QUANTILE = 0.9;

  @Parameter(shape = {"features", "hidden"})
  Tensor weights;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor bias;

  @Parameter(shape = "hidden")
  Tensor centre;

  @Parameter(shape = "hidden")
  Tensor spread;

  @Parameter(shape = "hidden")
  Tensor quantile;

  @Parameter(shape = "hidden")
  Tensor rate;

  @Hyperparameter(0.1)
  double shrinkage;

  Tensor hidden(Tensor x) {
    return tanh(x.matmul(weights).plus(bias));
  }

  @Predict
  Tensor demand(@Shape({"batch", "features"}) Tensor x) {
    return hidden(x).matmul(centre);
  }

  @Predict
  Tensor expectedReturns(@Shape({"batch", "features"}) Tensor x) {
    return exp(hidden(x).matmul(rate));
  }

  @Loss
  Tensor demandLikelihood(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor observed) {
    Tensor variance = softplus(hidden(x).matmul(spread)).plus(FLOOR);
    return gaussianNegativeLogLikelihood(demand(x), observed, variance);
  }

  @Loss(weight = 0.5)
  Tensor upperQuantile(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor observed) {
    return pinball(hidden(x).matmul(quantile), observed, QUANTILE);
  }

  @Loss(weight = 0.3)
  Tensor returns(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor returned) {
    return poissonNegativeLogLikelihood(hidden(x).matmul(rate), returned);
  }

  @Regularize(lambda = 0.5)
  Tensor pullToZero() {
    return sum(square(weights)).times(shrinkage);
  }
}
