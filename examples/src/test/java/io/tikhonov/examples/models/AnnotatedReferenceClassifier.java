package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.tanh;

import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Mode;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * The model of the reference run, with its penalties as annotations. They are coupled because the
 * reference's are; that they are better not, and neither together with weight decay, is what the
 * compiler would say.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.AdamW(learningRate = 0.02, weightDecay = 0.02)
@Regularize.L1(lambda = 1e-3, mode = Mode.COUPLED)
@Regularize.L2(lambda = 4e-3, mode = Mode.COUPLED)
@SuppressWarnings({"TKV301", "TKV402", "TKV403"})
abstract class AnnotatedReferenceClassifier {

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
}
