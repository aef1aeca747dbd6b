package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.model.ObjectiveModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies are evaluated as Java would run them. */
class BodiesTest {
  /** Methods (result type and body) with the sum of what they return; w is (1, 2, 4). */
  private static final Map<String, Double> BODIES = bodies();

  private static ObjectiveModel model;

  private static Map<String, Double> bodies() {
    Map<String, Double> bodies = new LinkedHashMap<>();
    bodies.put("Tensor h = w; h = h.plus(1); h = h.times(h); return h;", 4.0 + 9 + 25);
    bodies.put("Tensor h; if (DEPTH > 1) { h = w; } else { h = w.negate(); } return h;", 7.0);
    bodies.put("if (DEPTH < 1) return w.negate(); return w;", 7.0);
    bodies.put("return DEPTH == 3 && !FLAG ? w.times(2) : w;", 7.0);
    bodies.put("return FLAG || alpha > 1 ? w : w.negate();", 7.0);
    bodies.put("Tensor h = w; for (int i = 0; i < DEPTH; i++) { h = h.plus(i); } return h;", 16.0);
    bodies.put("Tensor h = w; for (int i = DEPTH; i > 0; i -= 2) h = h.plus(i); return h;", 19.0);
    bodies.put(
        "Tensor h = w; for (int i = 0; i < 9; i++) {"
            + " if (i == 1) continue; if (i == 4) break; h = h.plus(i); } return h;",
        7.0 + 3 * 5);
    bodies.put(
        "Tensor h = w; for (int i = 0; i < 2; i++) { for (int j = 0; j <= i; j++) {"
            + " h = h.plus(10 * i + j); } } return h;",
        7.0 + 3 * (0 + 10 + 11));
    bodies.put("int i = 3; int k = i++ + ++i; return w.times(k).plus(i);", 7.0 * 8 + 15);
    bodies.put("int i = 7; i /= 2; i *= 3; i %= 5; i <<= 2; return w.times(1.0 * i);", 7.0 * 16);
    bodies.put("double a = 1; a += 0.5; a = -a; return w.times(a);", -10.5);
    bodies.put("long big = 1L << 40; return w.times(big / (1L << 39));", 14.0);
    bodies.put("int a = (int) 2.9; return w.times((double) a / 4);", 3.5);
    bodies.put("float f = 0.5f; return w.times(f * 3);", 10.5);
    bodies.put("return w.times(FLAG ? 1 : 2.5).div(2);", 3.5);
    bodies.put("double half = FLAG ? 1 : 2.5; return w.times(half / 2);", 3.5);
    bodies.put("return w.times('b' - 'a').times(0x10 & 0b11000 | 1);", 119.0);
    bodies.put("return w.times(Math.sqrt(16) + Math.max(2, 3) + Math.floorMod(-1, 3));", 63.0);
    bodies.put(
        "return w.times(Math.PI / Math.PI).times(Integer.MAX_VALUE / 1e9);", 7 * 2.147483647);
    bodies.put("return w.times(ROOT);", 7 * Math.sqrt(2));
    bodies.put("return w.times(alpha);", 3.5);
    bodies.put("return w.times(-alpha * 2 + 1 / alpha - (alpha - 1));", 7 * 1.5);
    bodies.put("return w.times(Math.exp(alpha) + Math.pow(alpha, 2));", 7 * (Math.exp(0.5) + 0.25));
    bodies.put("double a = alpha; a *= 4; return w.plus(a);", 13.0);
    bodies.put("return w.pow(2 * alpha);", 7.0);
    bodies.put("return helper(w, 2);", 14.0);
    bodies.put("return twice(this.w);", 28.0);
    bodies.put("return Outside.scaled(w, 3);", 21.0);
    bodies.put("return total(w, w, w.times(2));", 28.0);
    bodies.put("return total();", 0.0);
    bodies.put("int[] axes = {0}; return sum(w, axes).plus(axes.length + axes[0]);", 8.0);
    bodies.put("return reshape(w, \"n\", \"\" + 1).plus(0);", 7.0);
    bodies.put("String d = NAME; return sum(w, d);", 7.0);
    bodies.put("return iterate(DEPTH, w, v -> v.plus(alpha));", 7.0 + 4.5);
    bodies.put("return iterate(2, w, v -> { Tensor u = v.times(2); return u.plus(w); });", 49.0);
    bodies.put("return iterate(2, w, this::twice);", 112.0);
    bodies.put("return iterate(2, w, Outside::doubled);", 28.0);
    bodies.put("return iterate(1, w, Tensor::negate);", -7.0);
    bodies.put("{ Tensor w = this.w.times(2); } return w;", 7.0);
    bodies.put(";; return (w);", 7.0);
    bodies.put("var h = w.plus(1); return h;", 10.0);
    bodies.put("final double a = 1.5, b = a * 2; return w.times(b);", 21.0);
    bodies.put(
        "switch (DEPTH) { case 1: return w; case 3: default: break; } return w.plus(1);", 10.0);
    bodies.put(
        "switch (NAME) { case \"m\" -> { return w; } case \"n\" -> {} } return w.plus(1);", 10.0);
    bodies.put(
        "Tensor h = w; switch (2) { case 2: h = h.plus(1); case 9: h = h.plus(2); } return h;",
        16.0);
    bodies.put("return switch (DEPTH) { case 1, 2 -> w; default -> { yield w.times(2); } };", 14.0);
    bodies.put(
        "double a = switch (DEPTH) { case 3 -> 1; default -> 2.5; }; return w.times(a / 2);", 3.5);
    return bodies;
  }

  @BeforeAll
  static void compile() {
    StringBuilder members = new StringBuilder();
    int i = 0;
    for (String body : BODIES.keySet()) {
      members.append("@Predict Tensor f").append(i++).append("() { ").append(body).append(" }\n");
    }
    model =
        Models.read(
                Models.source(
                    "M",
                    "@TrainingObjective @Optimizer.SGD(learningRate = 0.1)",
                    "@SuppressWarnings(\"fallthrough\")",
                    "abstract class M {",
                    "@Parameter(shape = \"n\") Tensor w;",
                    "@Hyperparameter(0.5) double alpha;",
                    "static final int DEPTH = 3;",
                    "static final boolean FLAG = true;",
                    "static final double ROOT = Math.sqrt(2);",
                    "static final String NAME = \"n\";",
                    "@Loss Tensor loss() { return sum(square(w)); }",
                    "Tensor helper(Tensor v, double by) { return v.times(by); }",
                    "Tensor twice(Tensor v) { return helper(helper(v, 2), 2); }",
                    "static Tensor total(Tensor... parts) {",
                    "  Tensor all = zero();",
                    "  for (int i = 0; i < parts.length; i++) { all = all.plus(parts[i]); }",
                    "  return all; }",
                    "static Tensor zero() { return sum(eye(3)).times(0).plus(eye1()); }",
                    "static Tensor eye1() { return sum(eye(1)).minus(1); }",
                    members.toString(),
                    "}",
                    "class Outside {",
                    "  static Tensor scaled(Tensor v, int by) { return v.times(by); }",
                    "  static Tensor doubled(Tensor v) { return scaled(v, 2); } }"))
            .get("M");
  }

  @Test
  void bodiesHaveTheirValues() {
    int i = 0;
    for (Map.Entry<String, Double> body : BODIES.entrySet()) {
      double sum = 0;
      for (double value : Evaluations.of(model, "f" + i++)) {
        sum += value;
      }
      assertWithMessage(body.getKey()).that(sum).isWithin(1e-12).of(body.getValue());
    }
  }

  @Test
  void nodesKeepTheirSource() {
    assertThat(Evaluations.prediction(model, "f0").origin().text()).isEqualTo("h.times(h)");
    assertThat(Evaluations.prediction(model, "f0").origin().line()).isGreaterThan(10);
  }

  @Test
  void equalExpressionsAreOneNode() {
    assertThat(Evaluations.prediction(model, "f1"))
        .isSameInstanceAs(Evaluations.prediction(model, "f2"));
  }
}
