package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Ops.mean;
import static io.tikhonov.dsl.Ops.square;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** Least squares with an elastic net. */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.CoordinateDescent
public abstract class ElasticNetRegression {

  @Parameter(shape = "features")
  @Regularize.ElasticNet(lambda = 1, l1Ratio = 0.5)
  Tensor w;

  @Parameter(role = Role.BIAS)
  Tensor b;

  @Loss(weight = 0.5)
  Tensor squares(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return mean(square(x.matmul(w).plus(b).minus(y)));
  }
}
