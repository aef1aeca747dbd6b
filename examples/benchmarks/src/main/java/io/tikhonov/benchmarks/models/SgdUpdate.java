package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** SGD with momentum at a given gradient. */
@TrainingObjective
@Optimizer.SGD(learningRate = 1e-2, momentum = 0.9)
public abstract class SgdUpdate {

  @Parameter(shape = "parameters")
  Tensor w;

  /** Its gradient is g, so that a step is the update alone. */
  @Loss
  Tensor linear(@Shape("parameters") Tensor g) {
    return sum(w.times(g));
  }
}
