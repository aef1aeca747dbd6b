package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.gather;
import static io.tikhonov.dsl.Ops.softmax;
import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Constant;
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
 * Labels for the nodes of a graph of which few are known: the Laplacian, a constant, penalises
 * differences between neighbours (Belkin, Niyogi and Sindhwani, 2006).
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adagrad(learningRate = 0.1)
abstract class GraphSmoothedClassifier {

  /** Degrees minus adjacency. */
  @Constant(shape = {"nodes", "nodes"})
  Tensor laplacian;

  @Parameter(shape = {"features", "classes"})
  Tensor weights;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor bias;

  @Predict
  Tensor scores(@Shape({"nodes", "features"}) Tensor x) {
    return x.matmul(weights).plus(bias);
  }

  @Loss
  Tensor crossEntropy(
      @Shape({"nodes", "features"}) Tensor x,
      @Shape("batch") Labels node,
      @Shape("batch") Labels label) {
    return softmaxCrossEntropy(gather(scores(x), node), label);
  }

  @Regularize(lambda = 0.02)
  Tensor roughness(@Shape({"nodes", "features"}) Tensor x) {
    Tensor membership = softmax(scores(x), "classes");
    return sum(membership.times(laplacian.matmul(membership)));
  }
}
