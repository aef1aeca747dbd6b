package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;
import static io.tikhonov.dsl.Ops.tanh;

import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Penalties;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** The model of the reference run, with its penalty written as a method. */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.AdamW(learningRate = 0.02, weightDecay = 0.02)
abstract class ReferenceClassifier {

  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor b2;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(tanh(x.matmul(w1).plus(b1)).matmul(w2).plus(b2), y);
  }

  @Regularize(lambda = 1)
  Tensor penalty() {
    return penalty(w1).plus(penalty(w2));
  }

  static Tensor penalty(Tensor w) {
    return Penalties.l1(w).times(1e-3).plus(sum(square(w)).times(2e-3));
  }
}
