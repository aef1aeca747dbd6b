package com.example;

import io.tikhonov.dsl.*;
import static io.tikhonov.dsl.Ops.*;
import static io.tikhonov.dsl.Losses.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
@Schedule.Cosine(warmupSteps = 50)
abstract class DigitClassifier {

  @Parameter(shape = {"pixels", "hidden"}, init = Init.HE_NORMAL)
  @Regularize.L1(lambda = 1e-4)                  // proximal by default: exact zeros
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  @Regularize.GroupLasso(lambda = 1e-3, axis = 0)
  Tensor w2;

  @Predict
  Tensor logits(@Shape({"batch", "pixels"}) Tensor x) {
    return relu(x.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }

  @Regularize(lambda = 0.1)
  Tensor confidence(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(square(logits(x)));
  }
}
