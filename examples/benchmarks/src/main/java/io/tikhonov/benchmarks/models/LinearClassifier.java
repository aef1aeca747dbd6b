package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Losses.sigmoidCrossEntropy;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** Logistic regression with an L1 penalty on many features. */
@TrainingObjective
@Optimizer.SGD(learningRate = 1e-3, momentum = 0.9)
public abstract class LinearClassifier {

  @Parameter(shape = "features")
  @Regularize.L1(lambda = 1e-3)
  Tensor w;

  @Parameter(role = Role.BIAS)
  Tensor b;

  @Loss
  Tensor negativeLogLikelihood(
      @Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor outcome) {
    return sigmoidCrossEntropy(x.matmul(w).plus(b), outcome);
  }
}
