package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Minimisers against those of another library. */
class ReferenceTest {

  private static final List<Method> PROXIMAL =
      List.of(
          new ProximalGradient(0),
          new Fista(0, true),
          new Fista(0, false),
          new Admm(1, 1.6, true),
          new Admm(1, 1, true),
          new DouglasRachford(1, 1),
          new DouglasRachford(3, 1.5),
          new DouglasRachford(0, 1));

  /** The numbers in a name such as "alpha=1.0,l1_ratio=0.5". */
  private static double[] numbers(String name) {
    return Arrays.stream(name.split(",", -1))
        .mapToDouble(part -> Double.parseDouble(part.substring(part.indexOf('=') + 1)))
        .toArray();
  }

  private static boolean[] nonzeros(double[] x, int count) {
    boolean[] nonzeros = new boolean[count];
    for (int i = 0; i < count; i++) {
      nonzeros[i] = x[i] != 0;
    }
    return nonzeros;
  }

  private static void check(
      String what, Method method, Sum problem, Sum whole, JsonObject expected) {
    Run run = Problems.run(problem, 1e-8, 100_000);
    Outcome outcome = method.minimize(run, new double[problem.size()]);
    String name = what + " by " + method;
    assertWithMessage(name).that(outcome.converged()).isTrue();
    double objective = expected.get("objective").getAsDouble();
    assertWithMessage(name).that(whole.total(outcome.x())).isWithin(1e-8 * objective).of(objective);
    double[] coefficients = Reference.coefficients(expected);
    assertWithMessage(name)
        .that(nonzeros(outcome.x(), coefficients.length))
        .isEqualTo(nonzeros(coefficients, coefficients.length));
  }

  @Test
  void elasticNetOnDiabetes() {
    double[][] x = Reference.diabetes();
    Sum squares = Problems.leastSquares(x, Reference.diabetesTarget(), 1.0 / x.length);
    JsonObject cases = Reference.cases("elastic-net-diabetes.json");
    assertThat(cases.size()).isEqualTo(3);
    for (Map.Entry<String, ?> entry : cases.entrySet()) {
      String name = entry.getKey();
      double[] numbers = numbers(name);
      double l1 = numbers[0] * numbers[1];
      double l2 = numbers[0] * (1 - numbers[1]);
      JsonObject expected = cases.getAsJsonObject(name);
      Sum whole = squares.with(Problems.elasticNet(l1, l2, 10));
      for (Method method : PROXIMAL) {
        check(name, method, whole, whole, expected);
      }
      Sum split = Problems.withSquares(squares, l2, 10).with(Problems.elasticNet(l1, 0, 10));
      check(name, new OwlQn(10), split, whole, expected);
    }
  }

  @Test
  void logisticRegressionOnBreastCancer() {
    double[][] x = Reference.breastCancer();
    double[] signs = Reference.breastCancerSigns();
    JsonObject cases = Reference.cases("elastic-net-logistic-breast-cancer.json");
    assertThat(cases.size()).isEqualTo(2);
    for (Map.Entry<String, ?> entry : cases.entrySet()) {
      String name = entry.getKey();
      double[] numbers = numbers(name);
      Sum loss = Problems.logistic(x, signs, numbers[0]);
      JsonObject expected = cases.getAsJsonObject(name);
      Sum whole = loss.with(Problems.elasticNet(numbers[1], 1 - numbers[1], 30));
      for (Method method : PROXIMAL) {
        check(name, method, whole, whole, expected);
      }
      Sum split =
          Problems.withSquares(loss, 1 - numbers[1], 30)
              .with(Problems.elasticNet(numbers[1], 0, 30));
      check(name, new OwlQn(10), split, whole, expected);
    }
  }
}
