package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.meanSquaredError;
import static io.tikhonov.dsl.Ops.gradient;
import static io.tikhonov.dsl.Ops.mean;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;
import static io.tikhonov.dsl.Ops.tanh;

import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Schedule;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * A physics-informed network for the oscillator u'' + u = 0: the equation holds at interior points,
 * known values at boundary points, of which there are fewer.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 1e-2)
@Schedule.Exponential(factor = 0.999)
abstract class OscillatorNetwork {

  @Parameter(
      shape = {"1", "hidden"},
      init = Init.NORMAL)
  Tensor w1;

  @Parameter(shape = "hidden", init = Init.UNIFORM, initScale = 1, role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "inner"})
  Tensor w2;

  @Parameter(shape = "inner", role = Role.BIAS)
  Tensor b2;

  @Parameter(shape = {"inner", "1"})
  Tensor w3;

  @Predict
  Tensor displacement(@Shape({"points", "1"}) Tensor time) {
    Tensor first = tanh(time.matmul(w1).plus(b1));
    return tanh(first.matmul(w2).plus(b2)).matmul(w3);
  }

  @Loss
  Tensor equation(@Shape({"interior", "1"}) Tensor inside) {
    Tensor u = displacement(inside);
    // Each value of u depends on its own time only, so the gradient of the sum is all derivatives.
    Tensor velocity = gradient(sum(u), inside);
    Tensor acceleration = gradient(sum(velocity), inside);
    return mean(square(acceleration.plus(u)));
  }

  @Loss(weight = 10)
  Tensor boundary(@Shape({"ends", "1"}) Tensor end, @Shape({"ends", "1"}) Tensor known) {
    return meanSquaredError(displacement(end), known);
  }
}
