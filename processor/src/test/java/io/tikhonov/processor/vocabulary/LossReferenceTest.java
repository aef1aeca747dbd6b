package io.tikhonov.processor.vocabulary;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.frontend.Models;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses and their gradients equal PyTorch's. */
class LossReferenceTest {
  private static final Map<String, Object> REFERENCE = ReferenceData.read("losses.json");
  private static final int ROWS = 8;
  private static final int CLASSES = 5;
  private static ObjectiveModel model;

  @BeforeAll
  static void compile() {
    String tensor = "@Shape({\"batch\", \"classes\"}) Tensor ";
    model =
        Models.model(
            "@Parameter(shape = \"classes\") Tensor w;",
            "@Loss Tensor loss() { return sum(square(w)); }",
            "@Predict Tensor entropy(%sz, @Shape(\"batch\") Labels labels) {".formatted(tensor),
            "  return softmaxCrossEntropy(z, labels); }",
            "@Predict Tensor smoothed(%sz, @Shape(\"batch\") Labels labels) {".formatted(tensor),
            "  return softmaxCrossEntropy(z, labels, 0.1); }",
            two(tensor, "binary", "z", "binary_targets", "sigmoidCrossEntropy", ""),
            two(tensor, "mse", "p", "t", "meanSquaredError", ""),
            two(tensor, "mae", "p", "t", "meanAbsoluteError", ""),
            two(tensor, "hub", "p", "t", "huber", ", 0.7"),
            two(tensor, "smooth", "p", "t", "smoothL1", ", 0.5"),
            two(tensor, "poisson", "p", "counts", "poissonNegativeLogLikelihood", ""),
            two(tensor, "quantile", "p", "t", "pinball", ", 0.3"),
            two(tensor, "cosh", "p", "t", "logCosh", ""),
            "@Predict Tensor gaussian(%sp, %st, %svariance) {".formatted(tensor, tensor, tensor),
            "  return gaussianNegativeLogLikelihood(p, t, variance); }",
            "@Predict Tensor weighted(%sz, @Shape(\"batch\") Labels labels,".formatted(tensor),
            "    @Shape(\"classes\") Tensor class_weights) {",
            "  return softmaxCrossEntropy(z, labels, class_weights); }",
            "@Predict Tensor focal(%sz, @Shape(\"batch\") Labels labels) {".formatted(tensor),
            "  return softmaxFocal(z, labels, 2); }",
            "@Predict Tensor margins(%sz, @Shape(\"batch\") Labels labels) {".formatted(tensor),
            "  return multiMargin(z, labels); }",
            "@Predict Tensor divergence(%sz, %st) {".formatted(tensor, tensor),
            "  return klDivergence(logSoftmax(z, 1), softmax(t, 1)); }",
            "@Predict Tensor cosines(%sanchor, %spositive,".formatted(tensor, tensor),
            "    @Shape(\"batch\") Tensor signs) {",
            "  return cosineEmbedding(anchor, positive, signs); }",
            "@Predict Tensor triplets(%sanchor, %spositive, %snegative) {"
                .formatted(tensor, tensor, tensor),
            "  return tripletMargin(anchor, positive, negative, 1); }",
            ofRow("embedded", "hingeEmbedding(p0, signs, 1)", "p0"),
            ofRow("soft", "softMargin(p0, signs)", "p0"),
            ofRow("ranking", "marginRanking(p0, t0, signs, 0.3)", "p0", "t0"));
  }

  /** A loss of the first column and the signs. */
  private static String ofRow(String name, String loss, String... columns) {
    StringBuilder text = new StringBuilder("@Predict Tensor " + name + "(");
    for (String column : columns) {
      text.append("@Shape(\"batch\") Tensor ").append(column).append(", ");
    }
    return text + "@Shape(\"batch\") Tensor signs) { return " + loss + "; }";
  }

  private static String two(
      String tensor, String name, String x, String y, String loss, String more) {
    return "@Predict Tensor %s(%s%s, %s%s) { return %s(%s, %s%s); }"
        .formatted(name, tensor, x, tensor, y, loss, x, y, more);
  }

  private static Map<String, Array> leaves() {
    Map<String, Array> leaves = new HashMap<>();
    for (String name : List.of("z", "p", "t", "binary_targets", "variance", "counts")) {
      leaves.put(
          name, new Array(new int[] {ROWS, CLASSES}, ReferenceData.numbers(REFERENCE.get(name))));
    }
    for (String name : List.of("anchor", "positive", "negative")) {
      leaves.put(
          name, new Array(new int[] {ROWS, CLASSES}, ReferenceData.numbers(REFERENCE.get(name))));
    }
    for (String name : List.of("p", "t")) {
      double[] all = ReferenceData.numbers(REFERENCE.get(name));
      leaves.put(name + "0", Array.of(new int[] {ROWS}, i -> all[i * CLASSES]));
    }
    leaves.put("signs", new Array(new int[] {ROWS}, ReferenceData.numbers(REFERENCE.get("signs"))));
    leaves.put(
        "class_weights",
        new Array(new int[] {CLASSES}, ReferenceData.numbers(REFERENCE.get("class_weights"))));
    leaves.put(
        "labels", new Array(new int[] {ROWS}, ReferenceData.numbers(REFERENCE.get("labels"))));
    return leaves;
  }

  @ParameterizedTest
  @CsvSource({
    "entropy, z, softmax_cross_entropy",
    "smoothed, z, softmax_cross_entropy_smoothed_0.1",
    "binary, z, sigmoid_cross_entropy",
    "mse, p, mse",
    "mae, p, mae",
    "hub, p, huber_delta_0.7",
    "smooth, p, smooth_l1_beta_0.5",
    "poisson, p, poisson_nll_log_input",
    "quantile, p, pinball_tau_0.3",
    "cosh, p, log_cosh",
    "gaussian, p, gaussian_nll",
    "weighted, z, softmax_cross_entropy_class_weights",
    "focal, z, focal_gamma_2",
    "margins, z, multi_margin",
    "divergence, z, kl_div_log_softmax",
    "cosines, anchor, cosine_embedding",
    "triplets, anchor, triplet_margin",
    "embedded, p0, hinge_embedding",
    "soft, p0, soft_margin",
    "ranking, p0, margin_ranking_0.3"
  })
  void equalsReference(String prediction, String variable, String reference) {
    Map<String, Object> expected =
        ReferenceData.object(ReferenceData.object(REFERENCE.get("cases")).get(reference));
    Node loss =
        model.predictions().stream()
            .filter(p -> p.name().equals(prediction))
            .findFirst()
            .orElseThrow()
            .value();
    Node leaf = leaf(loss, variable);
    Node gradient = new Differentiator(model.graph()).gradient(loss, List.of(leaf)).get(leaf);
    Interpreter interpreter = new Interpreter(Map.of("batch", ROWS, "classes", CLASSES), leaves());
    double value = (Double) expected.get("value");
    assertThat(interpreter.evaluate(loss).data()[0]).isWithin(1e-13 * value).of(value);
    double[] slopes = ReferenceData.numbers(expected.get("gradient"));
    double[] actual = interpreter.evaluate(gradient).data();
    for (int i = 0; i < slopes.length; i++) {
      assertWithMessage("element %s", i).that(actual[i]).isWithin(1e-15).of(slopes[i]);
    }
  }

  @Test
  void everyCaseIsTested() {
    CsvSource cases =
        Arrays.stream(LossReferenceTest.class.getDeclaredMethods())
            .filter(method -> method.getName().equals("equalsReference"))
            .findFirst()
            .orElseThrow()
            .getAnnotation(CsvSource.class);
    assertThat(
            Arrays.stream(cases.value())
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList())
        .containsExactlyElementsIn(ReferenceData.object(REFERENCE.get("cases")).keySet());
  }

  private static Node leaf(Node root, String id) {
    for (Node input : root.inputs()) {
      Node found =
          input.op() instanceof Leaf.Stored stored && stored.id().equals(id)
              ? input
              : leaf(input, id);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
