package io.tikhonov.processor.vocabulary;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.frontend.Models;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of {@code Penalties} and their gradients equal PyTorch's. */
class PenaltyReferenceTest {
  private static final Map<String, Object> REFERENCE =
      ReferenceData.object(ReferenceData.read("penalties.json").get("cases"));

  /** Cases of vectors and of matrices with the calls that they are about. */
  private static final Map<String, String> VECTORS =
      Map.of(
          "l1", "Penalties.l1(v)",
          "l2_squared", "Penalties.l2(v).times(2)",
          "l2_norm", "Penalties.l2Norm(v)",
          "elastic_net_sklearn_l1_ratio_0.3", "Penalties.elasticNet(v, 0.3)",
          "cauchy_schwarz_binary", "Penalties.cauchySchwarzBinary(v)",
          "log_sum_eps_0.1", "Penalties.logSum(v, 0.1)");

  private static final Map<String, String> MATRICES =
      Map.ofEntries(
          Map.entry("group_lasso_rows", "Penalties.groupLasso(x, 0)"),
          Map.entry("sparse_group_lasso_rows_0.4", "Penalties.sparseGroupLasso(x, 0.4, 0)"),
          Map.entry("nuclear", "Penalties.nuclearNorm(x)"),
          Map.entry("spectral_norm", "Penalties.spectralNorm(x)"),
          Map.entry("soft_orthogonality_WtW", "Penalties.softOrthogonality(x)"),
          Map.entry("off_diagonal_orthogonality", "Penalties.offDiagonalOrthogonality(x)"),
          Map.entry("tv_anisotropic", "Penalties.totalVariation(x)"),
          Map.entry("tv_isotropic_eps_1e-8", "Penalties.isotropicTotalVariation(x, 1e-8)"),
          Map.entry("vicreg_variance", "Penalties.vicregVariance(x)"),
          Map.entry("vicreg_covariance", "Penalties.vicregCovariance(x)"),
          Map.entry("norm_loss_rows", "Penalties.normLoss(x, 1, 0)"),
          Map.entry("hyperspherical_energy_s2", "Penalties.hypersphericalEnergy(x, 2)"));

  private static ObjectiveModel model;

  private static Map<String, String> cases() {
    Map<String, String> all = new LinkedHashMap<>(VECTORS);
    all.putAll(MATRICES);
    return all;
  }

  @BeforeAll
  static void compile() {
    List<String> members = new ArrayList<>();
    members.add("@Parameter(shape = \"a\") Tensor v;");
    members.add("@Parameter(shape = {\"a\", \"b\"}) Tensor x;");
    members.add("@Loss Tensor loss() { return sum(square(v)).plus(sum(square(x))); }");
    cases()
        .forEach(
            (name, call) ->
                members.add("@Predict Tensor %s() { return %s; }".formatted(method(name), call)));
    model = Models.model(members.toArray(String[]::new));
  }

  private static String method(String name) {
    return "of_" + name.replaceAll("\\W", "_");
  }

  static Set<String> names() {
    return cases().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalsReference(String name) {
    Map<String, Object> expected = ReferenceData.object(REFERENCE.get(name));
    double[] sizes = ReferenceData.numbers(expected.get("shape"));
    int rows = (int) sizes[0];
    int columns = sizes.length > 1 ? (int) sizes[1] : 1;
    double[] input = ReferenceData.numbers(expected.get("input"));
    String variable = VECTORS.containsKey(name) ? "v" : "x";
    Node leaf =
        model.parameters().stream()
            .filter(it -> it.name().equals(variable))
            .findFirst()
            .orElseThrow()
            .leaf();
    Node value =
        model.predictions().stream()
            .filter(it -> it.name().equals(method(name)))
            .findFirst()
            .orElseThrow()
            .value();
    Node gradient = new Differentiator(model.graph()).gradient(value, List.of(leaf)).get(leaf);
    int[] shape = variable.equals("v") ? new int[] {rows} : new int[] {rows, columns};
    Interpreter interpreter =
        new Interpreter(Map.of("a", rows, "b", columns), Map.of(variable, new Array(shape, input)));
    double reference = (Double) expected.get("value");
    assertThat(interpreter.evaluate(value).data()[0]).isWithin(1e-12 * reference).of(reference);
    double[] slopes = ReferenceData.numbers(expected.get("gradient"));
    double[] actual = interpreter.evaluate(gradient).data();
    for (int i = 0; i < slopes.length; i++) {
      assertWithMessage("element %s", i)
          .that(actual[i])
          .isWithin(1e-12 * Math.max(1, Math.abs(slopes[i])))
          .of(slopes[i]);
    }
  }

  @Test
  void everyCaseIsTested() {
    assertThat(names()).containsExactlyElementsIn(REFERENCE.keySet());
  }
}
