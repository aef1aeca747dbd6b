package io.tikhonov.examples;

import io.tikhonov.examples.models.TumourSelectionObjective;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.solve.CrossValidation;
import io.tikhonov.runtime.solve.CrossValidationResult;
import io.tikhonov.runtime.solve.RegularizationPath;
import io.tikhonov.runtime.solve.Solution;
import io.tikhonov.runtime.solve.SolutionPath;
import io.tikhonov.runtime.solve.Solver;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which measurements tell tumours apart, for every strength of the penalty, and which to choose.
 */
final class TumourPathExample {
  private static final double C = 0.1;
  private static final int FOLDS = 10;
  private static final long SEED = 7;

  private final Output out;

  TumourPathExample(Output out) {
    this.out = out;
  }

  void run() {
    Dataset tumours = BreastCancer.load();
    List<String> features = BreastCancer.features();
    out.say("%d tumours with %d measurements each", tumours.size(), features.size());
    try (TumourSelectionObjective objective =
        TumourSelectionObjective.builder().features(features.size()).build()) {
      Solution solution = Solver.of(objective).solve(tumours).orThrow();
      // The loss is a mean here and a sum times C there.
      out.say(
          "objective in scikit-learn's units %.9f; scikit-learn finds %.9f",
          solution.objective() * C * tumours.size(), TumourExample.REFERENCE);
      out.certificate(solution);
      Weights kept = Weights.of(features, objective.parameters().get("weights"));
      out.say("%d of %d measurements remain.", kept.nonzero().size(), features.size());

      CrossValidationResult result =
          CrossValidation.of(
                  RegularizationPath.of(objective).lambdas(100).elements("weights", features))
              .folds(FOLDS)
              .stratified("outcome")
              .seed(SEED)
              .run(tumours);
      describePath(result.path(), features);
      describeChoice("fits unseen tumours best", result.best(), tumours.size());
      describeChoice("is as good within one error", result.oneStandardError(), tumours.size());

      result.select(result.oneStandardError());
      describeWeights(Weights.of(features, objective.parameters().get("weights")));
      INDArray probability = objective.probability(tumours.array("x"));
      out.say(
          "It is right about %.1f %% of the tumours.",
          100 * Metrics.binaryAccuracy(probability, tumours.array("outcome")));
      out.files("tumour-path", "Tumours", result, TumourSelectionObjective.class);
    }
  }

  private void describePath(SolutionPath path, List<String> features) {
    out.say(
        "%d solutions from λ = %.4g, where every weight is 0, down to %.4g; largest duality gap %.1g",
        path.points().size(),
        lambda(path.points().get(0)),
        lambda(path.points().get(path.points().size() - 1)),
        path.points().stream().mapToDouble(it -> it.certificate().value()).max().orElseThrow());
    out.say("The first to come in: %s", String.join(", ", Weights.first(3, path, features)));
  }

  private void describeChoice(String what, SolutionPath.Point point, int rows) {
    double lambda = lambda(point);
    out.say(
        "%-28s λ = %.4g (C = %.3g) with %d measurements",
        what + ":", lambda, 1 / (lambda * rows), point.nonzeros());
  }

  private static double lambda(SolutionPath.Point point) {
    return point.lambdas().get("weights/L1");
  }

  private void describeWeights(Weights weights) {
    out.say("The measurements of the simpler model:");
    for (int i : weights.nonzero()) {
      out.say(
          "  %-26s %7.4f  the larger, the likelier %s",
          weights.name(i), weights.value(i), weights.value(i) < 0 ? "malignant" : "benign");
    }
  }
}
