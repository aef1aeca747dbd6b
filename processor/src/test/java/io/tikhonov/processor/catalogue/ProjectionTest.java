package io.tikhonov.processor.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.model.Ingredient;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Projections on the constraint sets in Euclidean and in diagonal metrics. */
class ProjectionTest {

  static Stream<Ingredient> sets() {
    return Stream.of(
        ingredient("Constrain.NonNegative"),
        ingredient("Constrain.Box", "min", -0.3, "max", 0.9),
        ingredient("Constrain.MaxNorm", "radius", 0.8),
        ingredient("Constrain.MaxNorm", "radius", 0.8, "axis", 1),
        ingredient("Constrain.L2Ball", "radius", 0.8),
        ingredient("Constrain.L1Ball", "radius", 0.8),
        ingredient("Constrain.L2Ball", "radius", 0.8, "center", "a"),
        ingredient("Constrain.L1Ball", "radius", 0.8, "center", "a"),
        ingredient("Constrain.Simplex", "sum", 0.8),
        ingredient("Constrain.HalfSpace", "normal", "a", "bound", -0.3),
        ingredient("Constrain.HalfSpace", "normal", "a", "bound", 0.5),
        ingredient("Constrain.Hyperplane", "normal", "a", "value", 0.4));
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static boolean contains(Ingredient set, Prox prox, double[] x) {
    double slack = 1e-12;
    if (set.has("center") && !set.text("center").isEmpty()) {
      double[] moved = x.clone();
      for (int i = 0; i < x.length; i++) {
        moved[i] -= prox.constant()[i];
      }
      Ingredient around = ingredient("Constrain." + set.name(), "radius", set.number("radius"));
      return contains(around, prox, moved);
    }
    switch (set.name()) {
      case "NonNegative" -> {
        return Arrays.stream(x).allMatch(it -> it >= 0);
      }
      case "Box" -> {
        return Arrays.stream(x).allMatch(it -> it >= -0.3 && it <= 0.9);
      }
      case "L2Ball" -> {
        return Math.sqrt(dot(x, x)) <= 0.8 * (1 + slack);
      }
      case "L1Ball" -> {
        return Arrays.stream(x).map(Math::abs).sum() <= 0.8 * (1 + slack);
      }
      case "Simplex" -> {
        return Arrays.stream(x).allMatch(it -> it >= 0)
            && Math.abs(Arrays.stream(x).sum() - 0.8) <= slack;
      }
      case "HalfSpace" -> {
        return dot(prox.constant(), x) <= set.number("bound") + slack * (1 + dot(x, x));
      }
      case "Hyperplane" -> {
        double product = dot(prox.constant(), x);
        return Math.abs(product - set.number("value")) <= slack * (1 + dot(x, x));
      }
      default -> {
        int axis = set.integer("axis");
        double[] squares = new double[prox.shape()[axis]];
        for (int i = 0; i < x.length; i++) {
          int columns = prox.shape()[1];
          squares[axis == 0 ? i / columns : i % columns] += x[i] * x[i];
        }
        return Arrays.stream(squares).allMatch(it -> it <= 0.64 * (1 + slack));
      }
    }
  }

  /** The variational inequality: Σ (v − x)(y − x)/s ≤ 0 for every y of the set. */
  @ParameterizedTest
  @MethodSource("sets")
  void isTheNearestPoint(Ingredient set) {
    Cases.check(
        100,
        random -> {
          Prox prox = new Prox(set, random.between(1, 5), random.between(1, 6));
          double[] v = prox.randomPoint(random);
          double[] s = prox.randomStep(random, random.chance(0.7));
          double[] x = prox.apply(v, s);
          assertThat(contains(set, prox, x)).isTrue();
          for (int trial = 0; trial < 20; trial++) {
            double[] y = prox.apply(prox.randomPoint(random), s);
            double product = 0;
            double size = 0;
            for (int i = 0; i < x.length; i++) {
              product += (v[i] - x[i]) * (y[i] - x[i]) / Prox.step(s, i);
              size += Math.abs(v[i] - x[i]) / Prox.step(s, i);
            }
            assertThat(product).isAtMost(1e-12 * (1 + size));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void leavesPointsOfTheSetAlone(Ingredient set) {
    Cases.check(
        50,
        random -> {
          Prox prox = new Prox(set, random.between(1, 5), random.between(1, 6));
          double[] s = prox.randomStep(random, random.chance(0.7));
          double[] x = prox.apply(prox.randomPoint(random), s);
          assertThat(prox.apply(x, s)).usingTolerance(1e-14).containsExactly(x).inOrder();
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void isNonExpansive(Ingredient set) {
    Cases.check(
        50,
        random -> {
          Prox prox = new Prox(set, random.between(1, 5), random.between(1, 6));
          double[] s = prox.randomStep(random, random.chance(0.7));
          double[] u = prox.randomPoint(random);
          double[] v = prox.randomPoint(random);
          double images = Prox.squaredDistance(prox.apply(u, s), prox.apply(v, s), s);
          assertThat(images).isAtMost(Prox.squaredDistance(u, v, s) * (1 + 1e-12));
        });
  }

  /** Sets that are not convex: no other choice of elements is nearer, in any metric. */
  @Test
  void keepsTheElementsThatMatter() {
    Cases.check(
        100,
        random -> {
          int count = random.between(1, 6);
          Prox prox = new Prox(ingredient("Constrain.L0Ball", "count", count), 2, 3);
          double[] v = random.normals(6);
          double[] s = prox.randomStep(random, random.chance(0.7));
          double[] x = prox.apply(v, s);
          double nearest = Prox.squaredDistance(x, v, s);
          for (int kept = 0; kept < 64; kept++) {
            if (Integer.bitCount(kept) == count) {
              double[] y = v.clone();
              for (int i = 0; i < 6; i++) {
                y[i] = (kept >> i & 1) == 1 ? v[i] : 0;
              }
              assertThat(nearest).isAtMost(Prox.squaredDistance(y, v, s) * (1 + 1e-14));
            }
          }
          assertThat(Arrays.stream(x).filter(it -> it != 0).count()).isEqualTo(count);
          assertThat(prox.apply(x, s)).usingExactEquality().containsExactly(x).inOrder();
        });
  }

  @Test
  void keepsTheGroupsThatMatter() {
    Cases.check(
        100,
        random -> {
          int count = random.between(1, 4);
          int axis = random.between(0, 1);
          int[] shape = axis == 0 ? new int[] {4, 2} : new int[] {2, 4};
          Prox prox =
              new Prox(ingredient("Constrain.GroupL0Ball", "count", count, "axis", axis), shape);
          double[] v = random.normals(8);
          double[] s = prox.randomStep(random, random.chance(0.7));
          double nearest = Prox.squaredDistance(prox.apply(v, s), v, s);
          for (int kept = 0; kept < 16; kept++) {
            if (Integer.bitCount(kept) == count) {
              double[] y = v.clone();
              for (int i = 0; i < 8; i++) {
                int group = axis == 0 ? i / 2 : i % 4;
                y[i] = (kept >> group & 1) == 1 ? v[i] : 0;
              }
              assertThat(nearest).isAtMost(Prox.squaredDistance(y, v, s) * (1 + 1e-14));
            }
          }
        });
  }

  @Test
  void sparsityIsAShareOfZeros() {
    double[] v = {5, -4, 3, -2, 1, 0.5, 0.4, 0.3, 0.2, 0.1};
    Prox most = new Prox(ingredient("Constrain.L0Ball", "sparsity", 0.7), 2, 5);
    assertThat(most.apply(v, 1))
        .usingExactEquality()
        .containsExactly(5, -4, 3, 0, 0, 0, 0, 0, 0, 0);
    Prox rows = new Prox(ingredient("Constrain.GroupL0Ball", "sparsity", 0.5), 2, 5);
    assertThat(rows.apply(v, 1))
        .usingExactEquality()
        .containsExactly(5, -4, 3, -2, 1, 0, 0, 0, 0, 0);
  }

  /**
   * Norms are brought into the interval along the ray, from 0 in the direction of equal elements.
   */
  @Test
  void bringsNormsIntoAnInterval() {
    Prox unit = new Prox(ingredient("Constrain.UnitNorm"), 3, 2);
    assertThat(unit.apply(new double[] {3, 4, 0.06, -0.08, 0, 0}, 1))
        .usingTolerance(1e-15)
        .containsExactly(0.6, 0.8, 0.6, -0.8, Math.sqrt(0.5), Math.sqrt(0.5))
        .inOrder();
    Prox range =
        new Prox(
            ingredient("Constrain.MinMaxNorm", "min", 1, "max", 2, "rate", 0.5, "axis", 1), 2, 3);
    assertThat(range.apply(new double[] {3, 0.3, 0.9, 4, 0.4, 1.2}, 1))
        .usingTolerance(1e-15)
        .containsExactly(2.1, 0.45, 0.9, 2.8, 0.6, 1.2)
        .inOrder();
  }

  /** Points far outside, just outside, and metrics over ten orders of magnitude. */
  @Test
  void reachesTheSphereInExtremeMetrics() {
    Cases.check(
        300,
        random -> {
          int length = random.between(2, 15);
          Prox prox = new Prox(ingredient("Constrain.MaxNorm", "radius", 2), 1, length);
          double[] s = random.logUniforms(length, 1e-2, 1e8);
          double[] v = random.normals(length);
          double norm = Math.sqrt(Prox.squaredDistance(v, new double[length], new double[] {1}));
          double excess = random.chance(0.5) ? random.logUniform(1e-9, 1) : 1e4;
          for (int i = 0; i < length; i++) {
            v[i] *= 2 * (1 + excess) / norm;
          }
          double[] x = prox.apply(v, s);
          double reached = Prox.squaredDistance(x, new double[length], new double[] {1});
          assertThat(Math.sqrt(reached)).isWithin(1e-13).of(2);
          // All coordinates agree on the multiplier: (v/x − 1)/s is the same for each of them.
          double multiplier = 0;
          for (int i = 0; i < length; i++) {
            multiplier = Math.max(multiplier, (v[i] / x[i] - 1) / s[i]);
          }
          for (int i = 0; i < length; i++) {
            assertThat(x[i] * (1 + multiplier * s[i])).isWithin(1e-6 * Math.abs(v[i])).of(v[i]);
          }
        });
  }
}
