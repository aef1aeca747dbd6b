package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.layerNorm;
import static io.tikhonov.dsl.Ops.mean;
import static io.tikhonov.dsl.Ops.softmax;

import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** One attention head over 64 tokens, with a residual connection and layer normalization. */
@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
public abstract class AttentionBlock {

  @Parameter(shape = {"128", "128"})
  Tensor query;

  @Parameter(shape = {"128", "128"})
  Tensor key;

  @Parameter(shape = {"128", "128"})
  Tensor value;

  @Parameter(shape = "128", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "128", role = Role.BIAS)
  Tensor shift;

  @Parameter(shape = {"128", "10"})
  Tensor output;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "64", "128"}) Tensor tokens, @Shape("batch") Labels y) {
    Tensor scores = tokens.matmul(query).matmul(tokens.matmul(key).transpose());
    Tensor attended = softmax(scores.div(Math.sqrt(128)), -1).matmul(tokens.matmul(value));
    Tensor normalized = layerNorm(tokens.plus(attended), gain, shift);
    return softmaxCrossEntropy(mean(normalized, 1).matmul(output), y);
  }
}
