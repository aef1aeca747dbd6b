package io.tikhonov.examples;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;

import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Schedule;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** Logistic regression of flowers, whatever columns their table has. */
@TrainingObjective
@Optimizer.AdamW(learningRate = 0.05)
@Schedule.Cosine
abstract class FlowerClassifier {

  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor b;

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(w).plus(b);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }
}
