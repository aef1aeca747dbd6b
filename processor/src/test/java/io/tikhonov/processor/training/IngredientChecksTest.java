package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static io.tikhonov.processor.training.TestModel.shape;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.model.Ingredient;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngredientChecksTest {
  private static final Ingredient SGD = ingredient("Optimizer.SGD", "learningRate", 0.1);
  private static final Ingredient ADAM = ingredient("Optimizer.Adam");
  private static final Ingredient L1 = ingredient("Regularize.L1", "lambda", 1e-4);

  private static List<String> check(Ingredient[] onClass, Ingredient... onField) {
    return findings(onClass, onField).stream().map(IngredientChecks.Finding::code).toList();
  }

  private static List<IngredientChecks.Finding> findings(
      Ingredient[] onClass, Ingredient... onField) {
    TestModel model = new TestModel();
    model.weight("w1", shape("pixels", "hidden"), onField);
    model.parameter("b1", shape("hidden"), "BIAS");
    return IngredientChecks.check(model.with(onClass).build(), Catalogue.load());
  }

  private static Ingredient[] all(Ingredient... ingredients) {
    return ingredients;
  }

  @Test
  void isSilentOnSoundDeclarations() {
    Ingredient groups = ingredient("Regularize.GroupLasso", "lambda", 1e-3);
    Ingredient net = ingredient("Regularize.ElasticNet", "lambda", 1e-3);
    Ingredient box = ingredient("Constrain.Box");
    Ingredient sign = ingredient("Constrain.NonNegative");
    assertThat(check(all(ADAM), L1)).isEmpty();
    assertThat(check(all(SGD), L1, groups)).isEmpty();
    assertThat(check(all(ADAM), groups, net)).isEmpty();
    assertThat(check(all(ADAM), L1, box)).isEmpty();
    assertThat(check(all(ADAM, groups), sign)).isEmpty();
    assertThat(check(all(SGD, ingredient("Schedule.Cosine")), ADAM)).isEmpty();
  }

  @Test
  void findsValuesNamesAndRoles() {
    assertThat(check(all(ADAM, ingredient("Regularize.L1", "lambda", -1))))
        .containsExactly("TKV101");
    assertThat(check(all(ADAM, ingredient("Regularize.L1", "on", List.of("W1")))))
        .containsExactly("TKV102");
    assertThat(check(all(SGD, ADAM))).containsExactly("TKV103");
    assertThat(check(all(SGD), ADAM, SGD)).containsExactly("TKV103");
    assertThat(check(all())).containsExactly("TKV104", "TKV104");
    assertThat(check(all(), SGD)).containsExactly("TKV104");
    assertThat(check(all(SGD), ingredient("Regularize.L1", "on", List.of("w1"))))
        .containsExactly("TKV105");
  }

  @Test
  void namesTheCarrierOfAnAnnotation() {
    assertThat(findings(all(ingredient("Optimizer.Adam", "epsilon", 0))).get(0).message())
        .isEqualTo("epsilon = 0 in @Optimizer.Adam on Example must be finite and above 0.");
    assertThat(
            findings(all(ADAM, ingredient("Regularize.L2", "on", List.of("w3")))).get(0).message())
        .isEqualTo(
            "@Regularize.L2(on = \"w3\"): Example has no parameter \"w3\". Its parameters are b1,"
                + " w1.");
  }

  /** A class-level penalty is checked against the parameters that it acts on, no others. */
  @Test
  void checksAxesWhereTheyAct() {
    Ingredient columns = ingredient("Regularize.GroupLasso", "lambda", 1, "axis", 1);
    assertThat(check(all(SGD, columns))).isEmpty();
    Ingredient onBias =
        ingredient("Regularize.GroupLasso", "lambda", 1, "axis", 1, "on", List.of("b1"));
    assertThat(check(all(SGD, onBias))).containsExactly("TKV209");
  }

  @Test
  void refusesProximalTotalVariation() {
    Ingredient proximal = ingredient("Regularize.TotalVariation", "lambda", 1, "mode", "PROXIMAL");
    assertThat(check(all(SGD), proximal)).containsExactly("TKV303");
    Ingredient rounded =
        ingredient(
            "Regularize.IsotropicTotalVariation",
            "lambda",
            1,
            "axes",
            List.of(0),
            "mode",
            "PROXIMAL");
    assertThat(check(all(SGD), rounded)).containsExactly("TKV303");
  }

  @Test
  void totalVariationAlongOneAxisHasAStep() {
    Ingredient along =
        ingredient(
            "Regularize.TotalVariation", "lambda", 1, "axes", List.of(-1), "mode", "PROXIMAL");
    Ingredient sharp =
        ingredient(
            "Regularize.IsotropicTotalVariation",
            "lambda",
            1,
            "axes",
            List.of(0),
            "epsilon",
            0,
            "mode",
            "PROXIMAL");
    assertThat(check(all(SGD), along)).isEmpty();
    assertThat(check(all(ADAM), sharp)).isEmpty();
    assertThat(check(all(SGD), along, L1)).isEmpty();
    assertThat(check(all(SGD), along, sharp)).containsExactly("TKV304");
    // Thresholds that differ between the elements of a line would change their order.
    assertThat(findings(all(ADAM), along, L1).get(0).message())
        .contains("Write metric = Metric.EUCLIDEAN on all of them");
  }

  @Test
  void saysThatNoOrderIsExact() {
    Ingredient rows = ingredient("Regularize.GroupLasso", "lambda", 1);
    Ingredient columns = ingredient("Regularize.GroupLasso", "lambda", 1, "axis", 1);
    assertThat(check(all(SGD), rows, columns)).containsExactly("TKV304");
    Ingredient euclidean = ingredient("Regularize.L1", "lambda", 1, "metric", "EUCLIDEAN");
    assertThat(check(all(SGD), euclidean, rows)).isEmpty();
  }

  @Test
  void saysWhereTheThresholdIsEuclidean() {
    Ingredient nuclear = ingredient("Regularize.NuclearNorm", "lambda", 1);
    Ingredient declined = ingredient("Regularize.L1", "lambda", 1, "metric", "EUCLIDEAN");
    assertThat(check(all(ADAM), nuclear)).containsExactly("TKV305");
    assertThat(check(all(ADAM), declined)).containsExactly("TKV305");
    assertThat(check(all(SGD), nuclear)).isEmpty();
  }
}
