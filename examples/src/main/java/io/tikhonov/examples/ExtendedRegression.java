package io.tikhonov.examples;

import static io.tikhonov.dsl.Losses.meanSquaredError;

import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;
import io.tikhonov.examples.extension.LogSquare;
import io.tikhonov.examples.extension.NormalizedDescent;

/**
 * A linear regression with a penalty and an optimizer of another library, which lies in {@code
 * examples/extension}: its jar is on the class path for the annotations and on the processor path
 * for what they mean.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@NormalizedDescent(learningRate = 0.05)
abstract class ExtendedRegression {

  @Parameter(shape = "features", init = Init.ZEROS)
  @LogSquare(lambda = 0.01)
  Tensor weights;

  @Parameter(shape = "features", init = Init.NORMAL)
  @Regularize.L1(lambda = 0.1)
  Tensor noise;

  @Parameter(role = Role.BIAS)
  Tensor intercept;

  @Predict
  Tensor prediction(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(weights.plus(noise)).plus(intercept);
  }

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(prediction(x), y);
  }
}
