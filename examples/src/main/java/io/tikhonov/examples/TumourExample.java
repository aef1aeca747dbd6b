package io.tikhonov.examples;

import io.tikhonov.examples.models.SparseLogisticRegressionObjective;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which measurements tell benign tumours from malignant ones, by a penalty that drops the rest. */
final class TumourExample {

  /** The least value of scikit-learn's objective: C·Σ log(1 + exp(−s(x·w + b))) + ‖w‖₁, C = 0.1. */
  static final double REFERENCE = 11.645002047796636;

  private static final double C = 0.1;
  private static final int STEPS = 10_000;

  private final Output out;

  TumourExample(Output out) {
    this.out = out;
  }

  void run() {
    Dataset tumours = BreastCancer.load();
    List<String> features = BreastCancer.features();
    out.say("%d tumours with %d measurements each", tumours.size(), features.size());
    try (SparseLogisticRegressionObjective objective =
        SparseLogisticRegressionObjective.builder().features(features.size()).build()) {
      TrainingHistory history =
          Trainer.of(objective).steps(STEPS).batchSize(tumours.size()).shuffle(false).fit(tumours);
      INDArray x = tumours.array("x");
      INDArray outcome = tumours.array("outcome");
      double least = objective.value(new SparseLogisticRegressionObjective.Batch(x, outcome));
      // The loss is a mean here and a sum times C there.
      describeOptimum(least * C * tumours.size());
      describeWeights(features, objective.parameters().get("weights").toDoubleVector());
      out.say(
          "It is right about %.1f %% of the tumours.",
          100 * Metrics.binaryAccuracy(objective.probability(x), outcome));
      out.files("tumours", "Tumours", history, SparseLogisticRegressionObjective.class);
    }
  }

  private void describeOptimum(double value) {
    out.say("objective in scikit-learn's units %.9f; scikit-learn finds %.9f", value, REFERENCE);
  }

  private void describeWeights(List<String> features, double[] weights) {
    List<Integer> kept =
        IntStream.range(0, weights.length)
            .filter(i -> weights[i] != 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(weights[i])))
            .toList();
    out.say(
        "%d of %d measurements are enough; the weights of the others are exactly 0:",
        kept.size(), weights.length);
    for (int i : kept) {
      out.say(
          "  %-24s %7.4f  the larger, the likelier %s",
          features.get(i), weights[i], weights[i] < 0 ? "malignant" : "benign");
    }
  }
}
