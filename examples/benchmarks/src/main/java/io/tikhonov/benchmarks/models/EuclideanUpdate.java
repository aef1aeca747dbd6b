package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Ops.sum;

import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Metric;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** AdamW and the proximal step of an elastic net with one threshold for all coordinates. */
@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
@SuppressWarnings("TKV403") // the work is what counts here
public abstract class EuclideanUpdate {

  @Parameter(shape = "parameters")
  @Regularize.ElasticNet(lambda = 1e-1, metric = Metric.EUCLIDEAN)
  Tensor w;

  /** Its gradient is g, so that a step is the update alone. */
  @Loss
  Tensor linear(@Shape("parameters") Tensor g) {
    return sum(w.times(g));
  }
}
