package io.tikhonov.processor.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.tikhonov.processor.training.TestModel.ingredient;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.model.Ingredient;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proximal operators of the penalties in Euclidean and in diagonal metrics. */
class ProximalTest {
  private static final double LAMBDA = 0.7;

  static Stream<Arguments> operators() {
    return Stream.of(
        Arguments.of(ingredient("Regularize.L1", "lambda", LAMBDA), true),
        Arguments.of(ingredient("Regularize.L2", "lambda", LAMBDA), true),
        Arguments.of(ingredient("Regularize.ElasticNet", "lambda", LAMBDA, "l1Ratio", 0.3), true),
        Arguments.of(ingredient("Regularize.ElasticNet", "lambda", LAMBDA, "l1Ratio", 0), true),
        Arguments.of(ingredient("Regularize.ElasticNet", "lambda", LAMBDA, "l1Ratio", 1), true),
        Arguments.of(ingredient("Regularize.L1", "lambda", LAMBDA, "weights", "a"), true),
        Arguments.of(ingredient("Regularize.GroupLasso", "lambda", LAMBDA), true),
        Arguments.of(ingredient("Regularize.GroupLasso", "lambda", LAMBDA, "axis", -1), true),
        Arguments.of(
            ingredient("Regularize.GroupLasso", "lambda", LAMBDA, "axis", 1, "weighted", true),
            true),
        Arguments.of(ingredient("Regularize.GroupLasso", "lambda", LAMBDA, "groups", "a"), true),
        Arguments.of(
            ingredient("Regularize.GroupLasso", "lambda", LAMBDA, "groups", "a", "weighted", true),
            true),
        Arguments.of(
            ingredient("Regularize.TotalVariation", "lambda", LAMBDA, "axes", List.of(0)), true),
        Arguments.of(
            ingredient("Regularize.TotalVariation", "lambda", LAMBDA, "axes", List.of(1, -1)),
            true),
        Arguments.of(
            ingredient(
                "Regularize.IsotropicTotalVariation",
                "lambda",
                LAMBDA,
                "epsilon",
                0,
                "axes",
                List.of(-1)),
            true),
        Arguments.of(ingredient("Regularize.L2Norm", "lambda", LAMBDA), true),
        Arguments.of(
            ingredient("Regularize.SparseGroupLasso", "lambda", LAMBDA, "l1Ratio", 0.3), true),
        Arguments.of(
            ingredient("Regularize.SparseGroupLasso", "lambda", LAMBDA, "l1Ratio", 0.6, "axis", -1),
            true),
        Arguments.of(ingredient("Regularize.SpectralNorm", "lambda", LAMBDA), false),
        Arguments.of(ingredient("Regularize.NuclearNorm", "lambda", LAMBDA), false));
  }

  /** With those whose minimiser is not 0 at 0. */
  static Stream<Arguments> all() {
    return Stream.concat(
        operators(),
        Stream.of(
            Arguments.of(ingredient("Regularize.L2SP", "lambda", LAMBDA, "anchor", "a"), true)));
  }

  static Stream<Arguments> norms() {
    return operators().filter(it -> !((Ingredient) it.get()[0]).name().matches("L2|ElasticNet"));
  }

  private static Prox random(Cases random, Ingredient ingredient) {
    return new Prox(ingredient, random.between(1, 6), random.between(1, 7));
  }

  /**
   * R + Σ (x − v)²/(2s) is strongly convex, so at its minimiser x the value at x + δ is larger by Σ
   * δ²/(2s) at least.
   */
  @ParameterizedTest
  @MethodSource("all")
  void minimises(Ingredient ingredient, boolean diagonal) {
    Cases.check(
        40,
        random -> {
          Prox prox = random(random, ingredient);
          double[] v = prox.randomPoint(random);
          double[] s = prox.randomStep(random, diagonal && random.chance(0.7));
          double[] x = prox.apply(v, s);
          double lowest = objective(prox, x, v, s);
          for (int trial = 0; trial < 60; trial++) {
            double[] y = x.clone();
            double size = random.logUniform(1e-5, 1);
            for (int i = 0; i < y.length; i++) {
              y[i] += random.chance(0.6) ? size * random.normal() : 0;
            }
            double excess = objective(prox, y, v, s) - lowest;
            double bound = Prox.squaredDistance(x, y, s) / 2;
            assertThat(excess).isAtLeast(bound - 1e-12 * (1 + lowest + bound));
          }
        });
  }

  /**
   * The log-sum penalty is not convex: the value is nowhere lower, on a grid of each coordinate and
   * where coordinates jump between 0 and the other minimum.
   */
  @Test
  void minimisesWhatIsNotConvex() {
    Cases.check(
        200,
        random -> {
          double epsilon = random.logUniform(0.01, 2);
          Prox prox =
              new Prox(ingredient("Regularize.LogSum", "lambda", LAMBDA, "epsilon", epsilon), 1, 1);
          double[] v = {random.normal() * random.logUniform(0.1, 10)};
          double[] s = {random.logUniform(0.01, 3)};
          double[] x = prox.apply(v, s);
          double lowest = objective(prox, x, v, s);
          for (int i = -20; i <= 220; i++) {
            double[] y = {v[0] * i / 200};
            assertThat(objective(prox, y, v, s)).isAtLeast(lowest - 1e-13 * (1 + lowest));
          }
          double[] zero = {0};
          assertThat(prox.apply(zero, s)).usingExactEquality().containsExactly(zero);
          assertThat(prox.apply(v, 0)).usingTolerance(1e-13).containsExactly(v);
        });
  }

  private static double objective(Prox prox, double[] x, double[] v, double[] s) {
    return prox.value(x) + Prox.squaredDistance(x, v, s) / 2;
  }

  /**
   * For a norm R the condition of optimality is Moreau's decomposition: p = (v − x)/s lies in the
   * dual ball and meets R(x) = ⟨p, x⟩. Membership is tested by ⟨p, y⟩ ≤ R(y) for many y.
   */
  @ParameterizedTest
  @MethodSource("norms")
  void decomposesAsMoreau(Ingredient ingredient, boolean diagonal) {
    Cases.check(
        60,
        random -> {
          Prox prox = random(random, ingredient);
          double[] v = prox.randomPoint(random);
          double[] s = prox.randomStep(random, diagonal && random.chance(0.7));
          double[] x = prox.apply(v, s);
          double[] p = new double[x.length];
          double size = 1 + prox.value(v);
          for (int i = 0; i < p.length; i++) {
            p[i] = (v[i] - x[i]) / Prox.step(s, i);
            size += v[i] * v[i] / Prox.step(s, i);
          }
          assertThat(dot(p, x)).isWithin(1e-13 * size).of(prox.value(x));
          for (int trial = 0; trial < 30; trial++) {
            double[] y = trial == 0 ? p.clone() : random.normals(p.length);
            assertThat(dot(p, y)).isAtMost(prox.value(y) * (1 + 1e-12) + 1e-12);
          }
        });
  }

  /** A scalar step, which no metric distorts: v = prox(v) + projection of v on s times the ball. */
  @Test
  void complementOfL1IsTheProjectionOnTheBox() {
    Cases.check(
        50,
        random -> {
          Prox prox = new Prox(ingredient("Regularize.L1", "lambda", LAMBDA), 1, 13);
          double[] v = prox.randomPoint(random);
          double[] s = prox.randomStep(random, false);
          double[] x = prox.apply(v, s);
          for (int i = 0; i < v.length; i++) {
            double bound = LAMBDA * s[0];
            double projected = Math.max(-bound, Math.min(bound, v[i]));
            assertThat(x[i] + projected).isWithin(1e-15 * (1 + Math.abs(v[i]))).of(v[i]);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void isNonExpansive(Ingredient ingredient, boolean diagonal) {
    Cases.check(
        60,
        random -> {
          Prox prox = random(random, ingredient);
          double[] u = prox.randomPoint(random);
          double[] v = random.chance(0.5) ? prox.randomPoint(random) : u.clone();
          v[random.between(0, v.length - 1)] += random.logUniform(1e-3, 1);
          double[] s = prox.randomStep(random, diagonal && random.chance(0.7));
          double images = Prox.squaredDistance(prox.apply(u, s), prox.apply(v, s), s);
          double points = Prox.squaredDistance(u, v, s);
          assertThat(images).isAtMost(points * (1 + 1e-12) + 1e-14);
        });
  }

  @ParameterizedTest
  @MethodSource("operators")
  void keepsZeroAndDoesNothingForAStepOfZero(Ingredient ingredient, boolean diagonal) {
    Cases.check(
        10,
        random -> {
          Prox prox = random(random, ingredient);
          double[] zeros = new double[prox.length()];
          double[] s = prox.randomStep(random, diagonal);
          assertThat(prox.apply(zeros, s)).usingExactEquality().containsExactly(zeros);
          double[] v = prox.randomPoint(random);
          assertThat(prox.apply(v, new double[s.length]))
              .usingTolerance(1e-13)
              .containsExactly(v)
              .inOrder();
        });
  }

  /** Equal steps in every coordinate are the Euclidean case. */
  @ParameterizedTest
  @MethodSource("all")
  void metricOfEqualStepsIsEuclidean(Ingredient ingredient, boolean diagonal) {
    if (!diagonal) {
      return;
    }
    Cases.check(
        40,
        random -> {
          Prox prox = random(random, ingredient);
          double[] v = prox.randomPoint(random);
          double step = random.logUniform(0.01, 3);
          double[] steps = DoubleStream.generate(() -> step).limit(v.length).toArray();
          assertThat(prox.apply(v, steps))
              .usingTolerance(1e-13)
              .containsExactly(prox.apply(v, step))
              .inOrder();
        });
  }

  /**
   * The root that the group lasso finds, for steps that differ by ten orders of magnitude and for
   * groups that are about to vanish: ‖x‖ solves Σ v²/(‖x‖ + λs)² = 1 to rounding.
   */
  @Test
  void findsTheRootForExtremeMetrics() {
    Cases.check(
        300,
        random -> {
          Prox prox =
              new Prox(ingredient("Regularize.GroupLasso", "lambda", 1), 1, random.between(2, 17));
          double[] s = random.logUniforms(prox.length(), 1e-8, 1e2);
          double[] v = extremePoint(random, s);
          assertRoot(prox, v, s, 1e-14);
        });
  }

  @Test
  void findsTheRootInSinglePrecision() {
    Cases.check(
        300,
        random -> {
          Prox prox =
              new Prox(
                  ingredient("Regularize.GroupLasso", "lambda", 1),
                  false,
                  1,
                  random.between(2, 17));
          double[] s = random.logUniforms(prox.length(), 1e-4, 1);
          assertRoot(prox, extremePoint(random, s), s, 1e-7);
        });
  }

  /** Coordinates of all sizes, scaled so that the group barely survives in half of the cases. */
  private static double[] extremePoint(Cases random, double[] s) {
    double[] v = random.normals(s.length);
    double norm = 0;
    for (int i = 0; i < v.length; i++) {
      v[i] *= random.chance(0.3) ? s[i] : random.logUniform(1e-6, 1);
      norm += v[i] * v[i] / (s[i] * s[i]);
    }
    double scale = random.chance(0.5) ? (1 + random.logUniform(1e-10, 1)) / Math.sqrt(norm) : 1;
    for (int i = 0; i < v.length; i++) {
      v[i] *= scale;
    }
    return v;
  }

  private static void assertRoot(Prox prox, double[] v, double[] s, double tolerance) {
    double[] x = prox.apply(v, s);
    double root = root(v, s);
    double norm = Math.sqrt(dot(v, v));
    for (int i = 0; i < x.length; i++) {
      double expected = root == 0 ? 0 : v[i] * (root / (root + s[i]));
      assertWithMessage("coordinate %s", i).that(x[i]).isWithin(tolerance * norm).of(expected);
    }
  }

  /** The root by bisection of the exponent, 0 if the group vanishes. */
  private static double root(double[] v, double[] s) {
    if (phi(v, s, 0) <= 1) {
      return 0;
    }
    double low = -700;
    double high = 700;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (phi(v, s, Math.exp(middle)) > 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static double phi(double[] v, double[] s, double r) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += Math.pow(v[i] / (r + s[i]), 2);
    }
    return sum;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
