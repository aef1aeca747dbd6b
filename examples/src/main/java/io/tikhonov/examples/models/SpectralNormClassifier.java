package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.iterate;
import static io.tikhonov.dsl.Ops.norm;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.stopGradient;
import static io.tikhonov.dsl.Ops.sum;
import static io.tikhonov.dsl.Ops.tanh;

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
import io.tikhonov.dsl.State;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * A classifier with a small spectral norm of its first layer (Yoshida and Miyato, 2017). The top
 * singular direction is a state that each step moves on by a few steps of the power method; at the
 * top it has no first-order influence on the norm, so no derivative flows through it.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.SGD(learningRate = 0.2, momentum = 0.9)
abstract class SpectralNormClassifier {

  /** Steps of the power method per training step. */
  static final int POWER_STEPS = 2;

  @Parameter(
      shape = {"features", "hidden"},
      init = Init.ORTHOGONAL,
      initScale = 2)
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @State(shape = "hidden", init = Init.NORMAL, update = "topDirection")
  Tensor direction;

  @Predict
  Tensor topDirection() {
    return iterate(POWER_STEPS, unit(direction), v -> unit(w1.matmul(v).matmul(w1)));
  }

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    return tanh(x.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }

  @Regularize(lambda = 0.02)
  Tensor spectralNorm() {
    return sum(square(w1.matmul(stopGradient(topDirection()))));
  }

  static Tensor unit(Tensor v) {
    return v.div(norm(v));
  }
}
