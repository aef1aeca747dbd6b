package io.tikhonov.examples;

import io.tikhonov.examples.models.DiabetesProgressionObjective;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.solve.CrossValidation;
import io.tikhonov.runtime.solve.CrossValidationResult;
import io.tikhonov.runtime.solve.RegularizationPath;
import io.tikhonov.runtime.solve.Solution;
import io.tikhonov.runtime.solve.SolutionPath;
import io.tikhonov.runtime.solve.Solver;
import java.util.List;

/** What the progression of diabetes depends on, by an elastic net. */
final class DiabetesExample {

  /** The least value of scikit-learn's {@code ElasticNet(alpha=0.1, l1_ratio=0.9)}. */
  static final double REFERENCE = 1454.4409639257026;

  private static final int FOLDS = 10;
  private static final long SEED = 7;

  private final Output out;

  DiabetesExample(Output out) {
    this.out = out;
  }

  void run() {
    Dataset patients = Diabetes.load();
    List<String> features = Diabetes.features();
    out.say("%d patients with %d measurements each", patients.size(), features.size());
    try (DiabetesProgressionObjective objective =
        DiabetesProgressionObjective.builder().features(features.size()).build()) {
      Solution solution = Solver.of(objective).solve(patients).orThrow();
      out.say("objective %.9f; scikit-learn finds %.9f", solution.objective(), REFERENCE);
      out.certificate(solution);

      CrossValidationResult result =
          CrossValidation.of(RegularizationPath.of(objective).elements("weights", features))
              .folds(FOLDS)
              .seed(SEED)
              .run(patients);
      describe("predicts unseen patients best", result, result.best());
      describe("is as good within one error", result, result.oneStandardError());

      result.select();
      Weights weights = Weights.of(features, objective.parameters().get("weights"));
      out.say("What the simpler model looks at, by what a standard deviation of it adds:");
      for (int i : weights.nonzero()) {
        out.say("  %-26s %8.3f", weights.name(i), weights.value(i));
      }
      out.files("diabetes", "Diabetes", result, DiabetesProgressionObjective.class);
    }
  }

  private void describe(String what, CrossValidationResult result, SolutionPath.Point point) {
    int index = result.path().points().indexOf(point);
    out.say(
        "%-30s λ = %.4g with %d measurements, off by %.1f (root mean square)",
        what + ":",
        point.lambdas().get("weights/ElasticNet"),
        point.nonzeros(),
        // The loss is half of the mean squared error.
        Math.sqrt(2 * result.means()[index]));
  }
}
