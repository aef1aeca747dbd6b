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
 * Logistic regression with an L1 penalty: features that do not help get a weight of exactly 0.
 *
 * <p>Libraries that weigh the summed loss by C instead, as scikit-learn does, have the same
 * minimiser at λ = 1/(C·rows): C = 0.1 for the 569 rows of the example.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
public abstract class SparseLogisticRegression {

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
