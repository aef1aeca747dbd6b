package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.meanSquaredError;

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
 * Linear regression with an elastic net, ‖y − Xw − b‖²/(2·rows) + λ(0.9·‖w‖₁ + 0.05·‖w‖²): the
 * objective of scikit-learn's {@code ElasticNet(alpha = λ, l1_ratio = 0.9)}.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.CoordinateDescent
public abstract class DiabetesProgression {

  @Parameter(shape = "features", init = Init.ZEROS)
  @Regularize.ElasticNet(lambda = 0.1, l1Ratio = 0.9)
  Tensor weights;

  @Parameter(role = Role.BIAS)
  Tensor intercept;

  @Predict
  Tensor progression(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(weights).plus(intercept);
  }

  @Loss(weight = 0.5)
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(progression(x), y);
  }
}
