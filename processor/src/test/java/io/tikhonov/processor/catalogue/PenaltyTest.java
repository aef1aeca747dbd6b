package io.tikhonov.processor.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.model.Ingredient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Arguments.of("l2_norm", ingredient("Regularize.L2Norm", "lambda", 1)),
        Arguments.of(
            "sparse_group_lasso_rows_0.4",
            ingredient("Regularize.SparseGroupLasso", "lambda", 1, "l1Ratio", 0.4)),
        Arguments.of("spectral_norm", ingredient("Regularize.SpectralNorm", "lambda", 1)),
        Arguments.of(
            "soft_orthogonality_WtW", ingredient("Regularize.SoftOrthogonality", "lambda", 1)),
        Arguments.of(
            "off_diagonal_orthogonality",
            ingredient("Regularize.OffDiagonalOrthogonality", "lambda", 1)),
        Arguments.of(
            "tv_isotropic_eps_1e-8", ingredient("Regularize.IsotropicTotalVariation", "lambda", 1)),
        Arguments.of(
            "cauchy_schwarz_binary", ingredient("Regularize.CauchySchwarzBinary", "lambda", 1)),
        Arguments.of("norm_loss_rows", ingredient("Regularize.NormLoss", "lambda", 1)),
        Arguments.of(
            "hyperspherical_energy_s2", ingredient("Regularize.HypersphericalEnergy", "lambda", 1)),
        Arguments.of("log_sum_eps_0.1", ingredient("Regularize.LogSum", "lambda", 1)),
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
        ingredient("Regularize.L1", "lambda", 0.3, "weights", "a"),
        ingredient("Regularize.L2", "lambda", 0.3),
        ingredient("Regularize.ElasticNet", "lambda", 0.3, "l1Ratio", 0.8),
        ingredient("Regularize.GroupLasso", "lambda", 0.3, "weighted", true),
        ingredient("Regularize.GroupLasso", "lambda", 0.3, "axis", -1),
        ingredient("Regularize.NuclearNorm", "lambda", 0.3),
        ingredient("Regularize.L2Norm", "lambda", 0.3),
        ingredient("Regularize.SparseGroupLasso", "lambda", 0.3, "axis", 1),
        ingredient("Regularize.SpectralNorm", "lambda", 0.3),
        ingredient("Regularize.LogSum", "lambda", 0.3, "epsilon", 0.5),
        ingredient("Regularize.SoftOrthogonality", "lambda", 0.3),
        ingredient("Regularize.OffDiagonalOrthogonality", "lambda", 0.3),
        ingredient("Regularize.OrthogonalityNorm", "lambda", 0.3),
        ingredient("Regularize.GroupOrthogonality", "lambda", 0.3),
        ingredient("Regularize.IsotropicTotalVariation", "lambda", 0.3, "epsilon", 0.01),
        ingredient("Regularize.Smoothness", "lambda", 0.3, "axis", -1),
        ingredient("Regularize.L2SP", "lambda", 0.3, "anchor", "a"),
        ingredient("Regularize.NormLoss", "lambda", 0.3, "axis", 1),
        ingredient("Regularize.CauchySchwarzBinary", "lambda", 0.03),
        ingredient("Regularize.CauchySchwarzOneSided", "lambda", 0.003),
        ingredient("Regularize.CauchySchwarzTernary", "lambda", 0.0003),
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
          // Sums of sixth powers would lose the digits of a difference.
          for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(-1.5, Math.min(1.5, x[i]));
          }
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
      if (!Set.of("NuclearNorm", "SpectralNorm", "L2SP").contains(penalty.name())) {
        Prox tested = new Prox(penalty, 3, 3);
        assertThat(tested.gradient(new double[9]))
            .usingExactEquality()
            .containsExactly(new double[9]);
      }
    }
  }

  /** The cases without an annotation are activation penalties: see PenaltyReferenceTest. */
  @Test
  void everyReferenceIsTested() {
    List<String> tested =
        new ArrayList<>(references().map(reference -> (String) reference.get()[0]).toList());
    tested.addAll(List.of("vicreg_variance", "vicreg_covariance"));
    assertThat(tested).containsExactlyElementsIn(REFERENCE.keySet());
  }

  /** The penalties that are 0 exactly on a set, on points of the set. */
  @Test
  void isZeroWhereItShallBe() {
    double[] orthogonal = {0.6, 0.8, 0, -0.8, 0.6, 0};
    assertThat(value("SoftOrthogonality", orthogonal, 2, 3)).isWithin(1e-14).of(0);
    assertThat(value("SoftOrthogonality", new double[] {0.6, -0.8, 0.8, 0.6, 0, 0}, 3, 2))
        .isWithin(1e-14)
        .of(0);
    assertThat(value("OrthogonalityNorm", new double[] {0, 1, 1, 0}, 2, 2)).isEqualTo(0);
    assertThat(value("GroupOrthogonality", orthogonal, 2, 3)).isWithin(1e-14).of(0);
    assertThat(value("OffDiagonalOrthogonality", new double[] {3, 0, 0, 5}, 2, 2)).isEqualTo(0);
    assertThat(value("NormLoss", new double[] {0.6, 0.8, 1, 0}, 2, 2)).isWithin(1e-14).of(0);
    assertThat(value("CauchySchwarzBinary", new double[] {2, -2, -2, 2}, 2, 2)).isEqualTo(0);
    assertThat(value("CauchySchwarzOneSided", new double[] {2, 0, 0, 2}, 2, 2)).isEqualTo(0);
    assertThat(value("CauchySchwarzTernary", new double[] {2, 0, -2, 2}, 2, 2)).isEqualTo(0);
    Ingredient third = ingredient("Regularize.Smoothness", "lambda", 1, "order", 3, "axis", 1);
    assertThat(new Prox(third, 1, 5).value(new double[] {0, 1, 4, 9, 16})).isEqualTo(0);
    Prox anchored = new Prox(ingredient("Regularize.L2SP", "lambda", 1, "anchor", "a"), 2, 2);
    assertThat(anchored.value(anchored.constant())).isEqualTo(0);
  }

  private static double value(String name, double[] x, int... shape) {
    return new Prox(ingredient("Regularize." + name, "lambda", 1), shape).value(x);
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
