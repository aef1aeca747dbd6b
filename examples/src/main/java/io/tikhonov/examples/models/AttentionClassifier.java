package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.layerNorm;
import static io.tikhonov.dsl.Ops.mean;
import static io.tikhonov.dsl.Ops.softmax;

import io.tikhonov.dsl.Gradient;
import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * Classifies sequences of vectors by one attention head with a residual connection and layer
 * normalization (Vaswani et al., 2017).
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.AdamW(learningRate = 1e-2, weightDecay = 0.01)
@Gradient.ClipByGlobalNorm(maxNorm = 1)
abstract class AttentionClassifier {

  /** Size of queries and keys. */
  static final int HEAD = 4;

  @Parameter(
      shape = {"length", "width"},
      init = Init.NORMAL,
      initScale = 0.1,
      role = Role.EMBEDDING)
  Tensor position;

  @Parameter(shape = {"width", "4"})
  Tensor query;

  @Parameter(shape = {"width", "4"})
  Tensor key;

  @Parameter(shape = {"width", "width"})
  Tensor value;

  @Parameter(shape = "width", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "width", role = Role.BIAS)
  Tensor shift;

  @Parameter(shape = {"width", "classes"})
  Tensor output;

  /** Which positions each position looks at. */
  @Predict
  Tensor attention(@Shape({"batch", "length", "width"}) Tensor tokens) {
    Tensor placed = tokens.plus(position);
    Tensor scores = placed.matmul(query).matmul(placed.matmul(key).transpose());
    return softmax(scores.div(Math.sqrt(HEAD)), -1);
  }

  @Predict
  Tensor logits(@Shape({"batch", "length", "width"}) Tensor tokens) {
    Tensor placed = tokens.plus(position);
    Tensor attended = attention(tokens).matmul(placed.matmul(value));
    Tensor normalized = layerNorm(placed.plus(attended), gain, shift);
    return mean(normalized, 1).matmul(output);
  }

  @Loss
  Tensor crossEntropy(
      @Shape({"batch", "length", "width"}) Tensor tokens, @Shape("batch") Labels label) {
    return softmaxCrossEntropy(logits(tokens), label);
  }
}
