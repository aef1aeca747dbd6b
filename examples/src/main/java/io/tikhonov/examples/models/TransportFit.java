package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Ops.exp;
import static io.tikhonov.dsl.Ops.iterate;
import static io.tikhonov.dsl.Ops.log;
import static io.tikhonov.dsl.Ops.logSoftmax;
import static io.tikhonov.dsl.Ops.logSumExp;
import static io.tikhonov.dsl.Ops.reshape;
import static io.tikhonov.dsl.Ops.softmax;
import static io.tikhonov.dsl.Ops.square;
import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * A few weighted points in the plane that summarise a sample: they minimise the cost of the
 * entropic transport of their mass to the sample's (Cuturi, 2013). Sinkhorn's iteration runs on
 * logarithms, and the derivative goes through all of its steps.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 0.05)
abstract class TransportFit {

  /** Strength of the entropy, in units of the cost. */
  static final double EPSILON = 0.2;

  /** Steps of Sinkhorn's iteration. */
  static final int STEPS = 10;

  @Parameter(
      shape = {"atoms", "2"},
      init = Init.NORMAL)
  Tensor position;

  @Parameter(shape = "atoms", init = Init.ZEROS)
  Tensor logits;

  @Predict
  Tensor weights() {
    return softmax(logits, 0);
  }

  @Loss
  Tensor transportCost(@Shape({"sample", "2"}) Tensor point, @Shape("sample") Tensor mass) {
    Tensor cost = sum(square(reshape(position, "atoms", "1", "2").minus(point)), -1);
    Tensor kernel = cost.div(-EPSILON);
    Tensor logMass = log(mass);
    Tensor logWeights = logSoftmax(logits, 0);
    Tensor rows =
        iterate(
            STEPS,
            logWeights,
            r -> logWeights.minus(logSumExp(kernel.plus(columns(kernel, logMass, r)), 1)));
    Tensor plan =
        exp(kernel.plus(reshape(rows, "atoms", "1")).plus(columns(kernel, logMass, rows)));
    return sum(plan.times(cost));
  }

  /** The scaling of the columns that gives each point of the sample its mass. */
  static Tensor columns(Tensor kernel, Tensor logMass, Tensor rows) {
    return logMass.minus(logSumExp(kernel.plus(reshape(rows, "atoms", "1")), 0));
  }
}
