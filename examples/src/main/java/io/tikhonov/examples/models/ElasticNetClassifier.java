package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.relu;

import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Labels;
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
 * A classifier with two hidden layers whose weights take proximal steps of an elastic net: one
 * annotation on the class is for all three matrices and leaves the biases alone.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 5e-3)
@Schedule.Cosine(warmupSteps = 10)
@Regularize.ElasticNet(lambda = 2e-3, l1Ratio = 0.7)
abstract class ElasticNetClassifier {

  @Parameter(
      shape = {"features", "hidden"},
      init = Init.HE_NORMAL)
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(
      shape = {"hidden", "narrow"},
      init = Init.HE_NORMAL)
  Tensor w2;

  @Parameter(shape = "narrow", role = Role.BIAS)
  Tensor b2;

  @Parameter(shape = {"narrow", "classes"})
  Tensor w3;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor b3;

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    Tensor hidden = relu(x.matmul(w1).plus(b1));
    Tensor narrow = relu(hidden.matmul(w2).plus(b2));
    return narrow.matmul(w3).plus(b3);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }
}
