package io.tikhonov.processor.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.Site;
import io.tikhonov.processor.training.TestModel;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final TensorDeclaration MATRIX =
      TestModel.declaration(new Graph(), "w1", TestModel.shape("pixels", "hidden"));
  private static final TensorDeclaration VECTOR =
      TestModel.declaration(new Graph(), "b1", TestModel.shape("hidden"));

  /** An annotation without definition would be ignored without a word. */
  @Test
  void everyAnnotationOfTheDslHasADefinition() throws ClassNotFoundException {
    List<String> annotations = new ArrayList<>();
    for (String family :
        List.of("Regularize", "Optimizer", "Schedule", "Gradient", "Constrain", "Average")) {
      for (Class<?> nested : Class.forName("io.tikhonov.dsl." + family).getDeclaredClasses()) {
        if (nested.isAnnotation()) {
          annotations.add(nested.getCanonicalName());
        }
      }
    }
    assertThat(CATALOGUE.definitions().stream().map(Definition::annotation))
        .containsExactlyElementsIn(annotations);
  }

  @Test
  void domainsBelongToAttributesAndAdmitTheirDefaults() throws ClassNotFoundException {
    for (Definition definition : CATALOGUE.definitions()) {
      Class<?> annotation = annotation(definition);
      for (String attribute : definition.domains().keySet()) {
        Method method =
            Arrays.stream(annotation.getDeclaredMethods())
                .filter(it -> it.getName().equals(attribute))
                .findFirst()
                .orElseThrow();
        if (method.getDefaultValue() instanceof Number number) {
          assertWithMessage("%s of %s", attribute, definition.annotation())
              .that(definition.domains().get(attribute).contains().test(number.doubleValue()))
              .isTrue();
        }
      }
    }
  }

  /** Every number of an annotation has a domain, except axes, which depend on the parameter. */
  @Test
  void numbersHaveDomains() throws ClassNotFoundException {
    for (Definition definition : CATALOGUE.definitions()) {
      for (Method method : annotation(definition).getDeclaredMethods()) {
        Class<?> type = method.getReturnType();
        if (type == double.class || type == long.class) {
          assertThat(definition.domains()).containsKey(method.getName());
        }
      }
    }
  }

  private static Class<?> annotation(Definition definition) throws ClassNotFoundException {
    String name = definition.annotation();
    int dot = name.lastIndexOf('.');
    return Class.forName(name.substring(0, dot) + "$" + name.substring(dot + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "Regularize.L1, lambda, -0.01",
    "Regularize.L2, lambda, NaN",
    "Regularize.ElasticNet, l1Ratio, 1.5",
    "Optimizer.SGD, learningRate, 0",
    "Optimizer.SGD, momentum, 1",
    "Optimizer.Adam, beta2, 1",
    "Optimizer.AdamW, weightDecay, -1",
    "Optimizer.RMSprop, epsilon, 0",
    "Optimizer.Adagrad, initialAccumulator, -1",
    "Schedule.Exponential, factor, 0",
    "Gradient.ClipByNorm, maxNorm, 0",
    "Constrain.MaxNorm, radius, -1",
    "Average.EMA, decay, 1"
  })
  void objectsToValuesOutsideTheDomain(String name, String attribute, double value) {
    List<Objection> objections =
        CATALOGUE.objections(ingredient(name, attribute, value), "w1", MATRIX);
    assertThat(objections).hasSize(1);
    assertThat(objections.get(0).code()).isEqualTo("TKV101");
    assertThat(objections.get(0).attribute()).isEqualTo(attribute);
    assertThat(objections.get(0).message()).contains("@" + name + " on w1 must be");
  }

  @Test
  void saysWhatAValueMustBe() {
    assertThat(messages(ingredient("Regularize.L2", "lambda", -0.01), MATRIX))
        .containsExactly(
            "lambda = -0.01 in @Regularize.L2 on w1 must be finite and at least 0. To reward a"
                + " large value, write the term with negate() in a @Regularize method.");
    assertThat(messages(ingredient("Constrain.Box", "min", 2, "max", 1), MATRIX))
        .containsExactly(
            "max = 1 in @Constrain.Box is below min = 2, so no value is admissible. Swap the two.");
    assertThat(messages(ingredient("Optimizer.SGD", "nesterov", true), MATRIX)).hasSize(1);
    assertThat(messages(ingredient("Optimizer.SGD", "nesterov", true, "momentum", 0.9), MATRIX))
        .isEmpty();
  }

  @Test
  void objectsToAxesAndRanks() {
    assertThat(messages(ingredient("Regularize.GroupLasso", "axis", 2), MATRIX))
        .containsExactly(
            "@Regularize.GroupLasso(axis = 2) on w1: w1 has the shape (pixels, hidden). Use an axis"
                + " from 0 to 1.");
    assertThat(messages(ingredient("Regularize.GroupLasso", "axis", -2), MATRIX)).isEmpty();
    assertThat(messages(ingredient("Constrain.MaxNorm", "axis", 1), VECTOR)).hasSize(1);
    assertThat(messages(ingredient("Regularize.TotalVariation", "axes", List.of(0, 5)), MATRIX))
        .hasSize(1);
    assertThat(messages(ingredient("Regularize.NuclearNorm"), MATRIX)).isEmpty();
    assertThat(messages(ingredient("Regularize.NuclearNorm"), VECTOR)).hasSize(1);
  }

  @Test
  void refusesProximalStepsThatDoNotExist() {
    Ingredient asked = ingredient("Regularize.TotalVariation", "mode", "PROXIMAL");
    assertThat(CATALOGUE.objections(asked, "w1", MATRIX).get(0).code()).isEqualTo("TKV303");
    assertThat(messages(asked, MATRIX).get(0)).startsWith("TotalVariation on w1 has no proximal");
    assertThat(CATALOGUE.modesOf(asked, MATRIX.shape()))
        .containsExactly(PenaltyMode.COUPLED, PenaltyMode.DECOUPLED);
    assertThat(CATALOGUE.modesOf(ingredient("Regularize.NuclearNorm"), MATRIX.shape()))
        .contains(PenaltyMode.PROXIMAL);
  }

  private static List<String> messages(Ingredient ingredient, TensorDeclaration parameter) {
    return CATALOGUE.objections(ingredient, parameter.name(), parameter).stream()
        .map(Objection::message)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "L1, SGD, PROXIMAL",
    "ElasticNet, AdamW, PROXIMAL",
    "GroupLasso, Adam, PROXIMAL",
    "NuclearNorm, RMSprop, PROXIMAL",
    "TotalVariation, Adam, COUPLED",
    "L2, SGD, COUPLED",
    "L2, Adam, DECOUPLED",
    "L2, AdamW, DECOUPLED",
    "L2, RMSprop, DECOUPLED",
    "L2, Adagrad, DECOUPLED"
  })
  void resolvesTheDefaultMode(String penalty, String optimizer, PenaltyMode mode) {
    Ingredient declared = ingredient("Regularize." + penalty);
    Ingredient rule = ingredient("Optimizer." + optimizer);
    assertThat(CATALOGUE.modeOf(declared, MATRIX.shape(), rule)).isEqualTo(mode);
    Ingredient explicit = ingredient("Regularize." + penalty, "mode", "DECOUPLED");
    assertThat(CATALOGUE.modeOf(explicit, MATRIX.shape(), rule)).isEqualTo(PenaltyMode.DECOUPLED);
  }

  @Test
  void fillsValuesIntoFormulas() {
    assertThat(formula(ingredient("Regularize.L1", "lambda", 1e-4))).isEqualTo("1e-4·‖w1‖₁");
    assertThat(formula(ingredient("Regularize.L2", "lambda", 0.5))).isEqualTo("0.5/2·‖w1‖₂²");
    assertThat(formula(ingredient("Regularize.ElasticNet", "lambda", 1e-3, "l1Ratio", 0.2)))
        .isEqualTo("0.001·(0.2·‖w1‖₁ + 0.8/2·‖w1‖₂²)");
    assertThat(formula(ingredient("Regularize.GroupLasso", "lambda", 1)))
        .isEqualTo("Σᵢ ‖w1[i, …]‖₂");
    assertThat(formula(ingredient("Optimizer.AdamW")))
        .isEqualTo(
            "m ← 0.9·m + 0.1·g; v ← 0.999·v + 0.001·g²; d = m̂/(√v̂ + 1e-8) with m̂ = m/(1 − 0.9ᵏ),"
                + " v̂ = v/(1 − 0.999ᵏ)");
    assertThat(formula(ingredient("Gradient.ClipByNorm", "maxNorm", 2)))
        .isEqualTo("g ← g·min(1, 2/(‖g‖₂ + 1e-6))");
  }

  private static String formula(Ingredient ingredient) {
    return CATALOGUE.find(ingredient.type()).orElseThrow().formula(ingredient, "w1");
  }

  /** The example of docs/catalogue.md: what another library on the processor path would bring. */
  private static final class LogSquare implements PenaltyDefinition {
    @Override
    public String annotation() {
      return "com.example.LogSquare";
    }

    @Override
    public String formula(Ingredient ingredient, String parameter) {
      return Formulas.factor(ingredient.number("lambda")) + "Σ log(1 + " + parameter + "²)";
    }

    @Override
    public Map<String, Domain> domains() {
      return Map.of("lambda", Domain.NON_NEGATIVE);
    }

    @Override
    public Node value(Site site) {
      Graph g = site.graph();
      Node logs = g.apply(Elementwise.LOG1P, g.square(site.tensor()));
      return g.mul(site.literal("lambda"), g.sum(logs));
    }

    @Override
    public boolean hasKink() {
      return false;
    }
  }

  @Test
  void takesDefinitionsOfOthers() {
    Catalogue extended =
        Catalogue.of(
            Stream.concat(CATALOGUE.definitions().stream(), Stream.of(new LogSquare())).toList());
    assertThat(extended.find("com.example.LogSquare")).isPresent();
    assertThat(extended.find("com.example.Other")).isEmpty();
    Ingredient declared =
        new Ingredient("com.example.LogSquare", Map.of("lambda", 0.5), Token.NONE, Map.of());
    assertThat(extended.modeOf(declared, MATRIX.shape(), ingredient("Optimizer.Adam")))
        .isEqualTo(PenaltyMode.COUPLED);
    assertThat(extended.modesOf(declared, MATRIX.shape())).doesNotContain(PenaltyMode.PROXIMAL);
    assertThat(extended.objections(declared, "w1", MATRIX)).isEmpty();
  }

  @Test
  void refusesTwoDefinitionsOfOneAnnotation() {
    IllegalStateException problem =
        assertThrows(
            IllegalStateException.class,
            () -> Catalogue.of(List.of(new LogSquare(), new LogSquare())));
    assertThat(problem).hasMessageThat().contains("Two definitions for @com.example.LogSquare");
  }
}
