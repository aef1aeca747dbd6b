package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.relu;

import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** Digits: 784-512-256-10 with an elastic net on the matrices. */
@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
@Regularize.ElasticNet(lambda = 1e-4)
@SuppressWarnings("TKV403") // the work is what counts here
public abstract class PenalizedPerceptron {

  @Parameter(shape = {"784", "512"})
  Tensor w1;

  @Parameter(shape = "512", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"512", "256"})
  Tensor w2;

  @Parameter(shape = "256", role = Role.BIAS)
  Tensor b2;

  @Parameter(shape = {"256", "10"})
  Tensor w3;

  @Parameter(shape = "10", role = Role.BIAS)
  Tensor b3;

  @Predict
  Tensor logits(@Shape({"batch", "784"}) Tensor x) {
    Tensor hidden = relu(x.matmul(w1).plus(b1));
    Tensor narrow = relu(hidden.matmul(w2).plus(b2));
    return narrow.matmul(w3).plus(b3);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "784"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }
}
