package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Mode;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** AdamW and an elastic net in the loss. */
@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
@SuppressWarnings({"TKV301", "TKV403"}) // both are what is measured
public abstract class CoupledUpdate {

  @Parameter(shape = "parameters")
  @Regularize.ElasticNet(lambda = 1e-3, mode = Mode.COUPLED)
  Tensor w;

  /** Its gradient is g, so that a step is the update alone. */
  @Loss
  Tensor linear(@Shape("parameters") Tensor g) {
    return sum(w.times(g));
  }
}
