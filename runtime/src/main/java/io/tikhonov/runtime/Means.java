package io.tikhonov.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Means of terms over batches, weighted by their rows. */
final class Means {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long started = System.nanoTime();
  private List<String> names = List.of();
  private double[] sums = {};
  private double loss;
  private double differentiable;
  private double learningRate;
  private long rows;
  private long batches;

  void add(StepResult result, int weight) {
    learningRate = result.learningRate();
    add(result.terms(), result.loss(), result.differentiable(), weight);
  }

  void add(Evaluation evaluation, int weight) {
    add(evaluation.terms(), evaluation.loss(), evaluation.differentiable(), weight);
  }

  private void add(Map<String, Double> terms, double total, double part, int weight) {
    if (batches == 0) {
      names = List.copyOf(terms.keySet());
      sums = new double[names.size()];
    }
    int i = 0;
    for (double value : terms.values()) {
      sums[i++] += value * weight;
    }
    loss += total * weight;
    differentiable += part * weight;
    rows += weight;
    batches++;
  }

  private double[] means() {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[i] / rows;
    }
    return means;
  }

  TrainingHistory.Epoch epoch(int number, Optional<Evaluation> validation) {
    double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
    return new TrainingHistory.Epoch(
        number, batches, loss / rows, new Terms(names, means()), validation, learningRate, seconds);
  }

  Evaluation evaluation() {
    return new Evaluation(names, means(), loss / rows, differentiable / rows);
  }
}
