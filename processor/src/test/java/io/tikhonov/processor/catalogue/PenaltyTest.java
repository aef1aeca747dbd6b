package io.tikhonov.processor.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.model.Ingredient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of the penalties. */
class PenaltyTest {
  private static final Map<String, Object> REFERENCE =
      ReferenceData.object(ReferenceData.read("penalties.json").get("cases"));

  static Stream<Arguments> references() {
    return Stream.of(
        Arguments.of("l1", ingredient("Regularize.L1", "lambda", 1)),
        Arguments.of("l2_squared", ingredient("Regularize.L2", "lambda", 2)),
        Arguments.of(
            "elastic_net_sklearn_l1_ratio_0.3",
            ingredient("Regularize.ElasticNet", "lambda", 1, "l1Ratio", 0.3)),
        Arguments.of("group_lasso_rows", ingredient("Regularize.GroupLasso", "lambda", 1)),
        Arguments.of("nuclear", ingredient("Regularize.NuclearNorm", "lambda", 1)),
        Arguments.of("tv_anisotropic", ingredient("Regularize.TotalVariation", "lambda", 1)));
  }

  @ParameterizedTest
  @MethodSource("references")
  void equalsTheReference(String name, Ingredient penalty) {
    Map<String, Object> reference = ReferenceData.object(REFERENCE.get(name));
    int[] shape =
        Arrays.stream(ReferenceData.numbers(reference.get("shape")))
            .mapToInt(size -> (int) size)
            .toArray();
    Prox tested = new Prox(penalty, shape);
    double[] input = ReferenceData.numbers(reference.get("input"));
    assertThat(tested.value(input)).isWithin(1e-12).of((Double) reference.get("value"));
    assertThat(tested.gradient(input))
        .usingTolerance(1e-12)
        .containsExactly(ReferenceData.numbers(reference.get("gradient")))
        .inOrder();
  }

  static Stream<Ingredient> penalties() {
    return Stream.of(
        ingredient("Regularize.L1", "lambda", 0.3),
        ingredient("Regularize.L2", "lambda", 0.3),
        ingredient("Regularize.ElasticNet", "lambda", 0.3, "l1Ratio", 0.8),
        ingredient("Regularize.GroupLasso", "lambda", 0.3, "weighted", true),
        ingredient("Regularize.GroupLasso", "lambda", 0.3, "axis", -1),
        ingredient("Regularize.NuclearNorm", "lambda", 0.3),
        ingredient("Regularize.TotalVariation", "lambda", 0.3, "axes", List.of(1)),
        ingredient("Regularize.TotalVariation", "lambda", 0.3, "axes", List.of(-2, 1)));
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void gradientAgreesWithCentralDifferences(Ingredient penalty) {
    Cases.check(
        10,
        random -> {
          Prox tested = new Prox(penalty, random.between(2, 5), random.between(2, 6));
          double[] x = random.normals(tested.length());
          double[] gradient = tested.gradient(x);
          int i = random.between(0, x.length - 1);
          double h = 1e-6;
          double[] above = x.clone();
          above[i] += h;
          double[] below = x.clone();
          below[i] -= h;
          double difference = (tested.value(above) - tested.value(below)) / (2 * h);
          assertThat(gradient[i]).isWithin(1e-7).of(difference);
        });
  }

  @Test
  void subgradientsAtKinksAreZero() {
    for (Ingredient penalty : penalties().toList()) {
      if (!penalty.name().equals("NuclearNorm")) {
        Prox tested = new Prox(penalty, 3, 3);
        assertThat(tested.gradient(new double[9]))
            .usingExactEquality()
            .containsExactly(new double[9]);
      }
    }
  }

  @Test
  void weightsGroupsByTheRootOfTheirSize() {
    Prox rows = new Prox(ingredient("Regularize.GroupLasso", "lambda", 2, "weighted", true), 2, 4);
    assertThat(rows.value(new double[] {3, 0, 4, 0, 0, 0, 0, 1})).isWithin(1e-12).of(2 * 2 * 6);
  }

  @Test
  void totalVariationTakesTheNamedAxes() {
    double[] ramp = {0, 1, 2, 10, 11, 12};
    Ingredient along = ingredient("Regularize.TotalVariation", "lambda", 1, "axes", List.of(1));
    assertThat(new Prox(along, 2, 3).value(ramp)).isEqualTo(4);
    Ingredient both = ingredient("Regularize.TotalVariation", "lambda", 1);
    assertThat(new Prox(both, 2, 3).value(ramp)).isEqualTo(34);
  }
}
