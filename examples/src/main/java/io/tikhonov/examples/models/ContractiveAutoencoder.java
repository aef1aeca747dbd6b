package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.meanSquaredError;
import static io.tikhonov.dsl.Ops.gradient;
import static io.tikhonov.dsl.Ops.mean;
import static io.tikhonov.dsl.Ops.slice;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;
import static io.tikhonov.dsl.Ops.tanh;

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
 * An autoencoder whose decoder is the transposed encoder. Its codes should hardly react to small
 * changes of the input (the squared Jacobian, one gradient per unit of the code), and the mean code
 * of a batch should stay near the running mean of all batches, a state.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.AdamW(learningRate = 1e-2, weightDecay = 0.01)
abstract class ContractiveAutoencoder {

  /** Units of the code. */
  static final int UNITS = 4;

  /** How fast the running mean follows the batches. */
  static final double PACE = 0.1;

  @Parameter(shape = {"features", "4"})
  Tensor weights;

  @Parameter(shape = "4", role = Role.BIAS)
  Tensor encoderBias;

  @Parameter(shape = "features", role = Role.BIAS)
  Tensor decoderBias;

  @State(shape = "4", update = "followMean")
  Tensor runningMean;

  @Predict
  Tensor encode(@Shape({"batch", "features"}) Tensor x) {
    return tanh(x.matmul(weights).plus(encoderBias));
  }

  @Predict
  Tensor reconstruct(@Shape({"batch", "features"}) Tensor x) {
    return encode(x).matmul(weights.transpose()).plus(decoderBias);
  }

  @Loss
  Tensor reconstruction(@Shape({"batch", "features"}) Tensor x) {
    return meanSquaredError(reconstruct(x), x);
  }

  // A pass for each unit is meant here: there are few of them.
  @Regularize(lambda = 0.05)
  @SuppressWarnings("TKV701")
  Tensor contraction(@Shape({"batch", "features"}) Tensor x) {
    Tensor code = encode(x);
    Tensor total = slope(code, x, 0);
    for (int unit = 1; unit < UNITS; unit++) {
      total = total.plus(slope(code, x, unit));
    }
    return total;
  }

  /** The squared gradient of one unit, summed over the features and averaged over the batch. */
  static Tensor slope(Tensor code, Tensor x, int unit) {
    Tensor jacobianRow = gradient(sum(slice(code, 1, unit, unit + 1)), x);
    return mean(sum(square(jacobianRow), "features"));
  }

  @Regularize(lambda = 0.1)
  Tensor steadiness(@Shape({"batch", "features"}) Tensor x) {
    return sum(square(mean(encode(x), "batch").minus(runningMean)));
  }

  Tensor followMean(@Shape({"batch", "features"}) Tensor x) {
    return runningMean.times(1 - PACE).plus(mean(encode(x), "batch").times(PACE));
  }
}
