package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;
import static io.tikhonov.dsl.Ops.tanh;

import io.tikhonov.dsl.Constant;
import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** {@link SpectralNormClassifier} with a direction that does not depend on the weights. */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.SGD(learningRate = 0.2)
abstract class FixedDirectionClassifier {

  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Constant(shape = "hidden")
  Tensor top;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(tanh(x.matmul(w1).plus(b1)).matmul(w2), y);
  }

  @Regularize(lambda = 0.02)
  Tensor spectralNorm() {
    return sum(square(w1.matmul(top)));
  }
}
