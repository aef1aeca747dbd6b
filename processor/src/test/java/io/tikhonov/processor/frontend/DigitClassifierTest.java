package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import org.junit.jupiter.api.Test;

/** The example of the documentation is read as it is meant. */
class DigitClassifierTest {
  private final ObjectiveModel model =
      Models.read(JavaFileObjects.forResource("right/DigitClassifier.java")).get("DigitClassifier");

  @Test
  void hasNamesAndVisibility() {
    assertThat(model.packageName()).isEqualTo("com.example");
    assertThat(model.generatedName()).isEqualTo("DigitClassifierObjective");
    assertThat(model.isPublic()).isFalse();
    assertThat(model.doublePrecision()).isFalse();
  }

  @Test
  void hasParametersWithResolvedInitialisation() {
    assertThat(model.parameters().stream().map(TensorDeclaration::name))
        .containsExactly("w1", "b1", "w2")
        .inOrder();
    assertThat(model.parameters().stream().map(p -> p.shape().toString()))
        .containsExactly("(pixels, hidden)", "(hidden)", "(hidden, classes)")
        .inOrder();
    assertThat(model.parameters().stream().map(TensorDeclaration::init))
        .containsExactly("HE_NORMAL", "ZEROS", "GLOROT_UNIFORM")
        .inOrder();
    assertThat(model.parameters().get(1).decays()).isFalse();
  }

  @Test
  void hasIngredientsWithDefaults() {
    Ingredient adamW = model.ingredients().get(0);
    assertThat(adamW.type()).isEqualTo("io.tikhonov.dsl.Optimizer.AdamW");
    assertThat(adamW.number("beta2")).isEqualTo(0.999);
    assertThat(adamW.number("weightDecay")).isEqualTo(0.01);
    assertThat(adamW.flag("maximize")).isFalse();
    assertThat(adamW.token().line()).isEqualTo(8);
    Ingredient schedule = model.ingredients().get(1);
    assertThat(schedule.name()).isEqualTo("Cosine");
    assertThat(schedule.integer("warmupSteps")).isEqualTo(50);
    Ingredient lasso = model.parameters().get(2).ingredients().get(0);
    assertThat(lasso.name()).isEqualTo("GroupLasso");
    assertThat(lasso.integer("axis")).isEqualTo(0);
    assertThat(lasso.text("mode")).isEqualTo("DEFAULT");
    assertThat(lasso.texts("on")).isEmpty();
  }

  @Test
  void hasInputsInOrderWithBounds() {
    assertThat(model.inputs().stream().map(InputDeclaration::name))
        .containsExactly("x", "y")
        .inOrder();
    assertThat(model.inputs().get(1).isLabels()).isTrue();
    assertThat(model.inputs().get(1).bounds()).containsExactly(Poly.named("classes"));
    assertThat(model.builderDimensions()).containsExactly("pixels", "hidden", "classes").inOrder();
    assertThat(model.batchDimensions()).containsExactly("batch");
  }

  @Test
  void hasTermsAndPredictions() {
    assertThat(model.terms().stream().map(TermDeclaration::name))
        .containsExactly("crossEntropy", "confidence")
        .inOrder();
    TermDeclaration loss = model.terms().get(0);
    assertThat(loss.loss()).isTrue();
    assertThat(loss.weight()).isEqualTo(1);
    assertThat(loss.training()).isSameInstanceAs(loss.inference());
    assertThat(loss.source()).isEqualTo("softmaxCrossEntropy(logits(x), y)");
    assertThat(model.terms().get(1).weight()).isEqualTo(0.1);
    assertThat(model.predictions()).hasSize(1);
    assertThat(model.predictions().get(0).value().shape().toString()).isEqualTo("(batch, classes)");
    assertThat(model.predictions().get(0).value().origin().text())
        .isEqualTo("relu(x.matmul(w1).plus(b1)).matmul(w2)");
  }
}
