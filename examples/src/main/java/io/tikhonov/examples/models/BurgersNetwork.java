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
 * A physics-informed network for Burgers' equation ∂u/∂t + u ∂u/∂x = ν ∂²u/∂x²: the velocity u of a
 * fluid in which a wave grows steep. The equation holds at points inside; at the start and at the
 * walls the velocity is known.
 *
 * <p>Raissi, Perdikaris and Karniadakis, Physics-informed neural networks, 2019.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 5e-3)
@Schedule.Cosine
public abstract class BurgersNetwork {

  /** The viscosity ν. */
  public static final double VISCOSITY = 0.05;

  @Parameter(
      shape = {"1", "hidden"},
      init = Init.NORMAL)
  Tensor place;

  @Parameter(
      shape = {"1", "hidden"},
      init = Init.NORMAL)
  Tensor time;

  @Parameter(shape = "hidden", init = Init.UNIFORM, initScale = 1, role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "inner"})
  Tensor w2;

  @Parameter(shape = "inner", role = Role.BIAS)
  Tensor b2;

  @Parameter(shape = {"inner", "1"})
  Tensor w3;

  @Predict
  Tensor velocity(@Shape({"points", "1"}) Tensor x, @Shape({"points", "1"}) Tensor t) {
    Tensor first = tanh(x.matmul(place).plus(t.matmul(time)).plus(b1));
    return tanh(first.matmul(w2).plus(b2)).matmul(w3);
  }

  @Loss
  Tensor equation(
      @Shape({"interior", "1"}) Tensor insideX, @Shape({"interior", "1"}) Tensor insideT) {
    Tensor u = velocity(insideX, insideT);
    // Each u depends on its own point only, so the gradient of the sum has all derivatives.
    Tensor ut = gradient(sum(u), insideT);
    Tensor ux = gradient(sum(u), insideX);
    Tensor uxx = gradient(sum(ux), insideX);
    return mean(square(ut.plus(u.times(ux)).minus(uxx.times(VISCOSITY))));
  }

  @Loss(weight = 10)
  Tensor known(
      @Shape({"edge", "1"}) Tensor edgeX,
      @Shape({"edge", "1"}) Tensor edgeT,
      @Shape({"edge", "1"}) Tensor edgeU) {
    return meanSquaredError(velocity(edgeX, edgeT), edgeU);
  }
}
