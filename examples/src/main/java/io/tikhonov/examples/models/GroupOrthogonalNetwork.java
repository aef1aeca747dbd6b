package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.meanSquaredError;
import static io.tikhonov.dsl.Ops.einsum;
import static io.tikhonov.dsl.Ops.eye;
import static io.tikhonov.dsl.Ops.gelu;
import static io.tikhonov.dsl.Ops.matmul;
import static io.tikhonov.dsl.Ops.reshape;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;

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
 * Regression with hidden units in groups of three; within a group the weight vectors are softly
 * orthonormal, between groups they are free.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.RMSprop(learningRate = 5e-3)
abstract class GroupOrthogonalNetwork {

  @Parameter(shape = {"groups", "features", "3"})
  Tensor filters;

  @Parameter(
      shape = {"groups", "3"},
      role = Role.BIAS)
  Tensor bias;

  @Parameter(shape = {"3*groups", "outputs"})
  Tensor readout;

  @Predict
  Tensor response(@Shape({"batch", "features"}) Tensor x) {
    Tensor hidden = gelu(einsum("bf,gfu->bgu", x, filters).plus(bias));
    return reshape(hidden, "batch", "3*groups").matmul(readout);
  }

  @Loss
  Tensor squaredError(
      @Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor target) {
    return meanSquaredError(response(x), target);
  }

  @Regularize(lambda = 0.01)
  Tensor orthogonality() {
    Tensor gram = matmul(filters.transpose(), filters);
    return sum(square(gram.minus(eye(3))));
  }
}
