package io.tikhonov.processor.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.TikhonovProcessor;
import io.tikhonov.processor.golden.Examples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which files are written, and what is in those of the digits. */
final class ReportFormsTest {
  private static final List<String> DIGITS = List.of(Examples.model("DigitClassifier"));

  @Test
  void bothFormsAreWrittenUnlessTheOptionSaysOtherwise() {
    check("html,json", 1, 1);
    check("html", 1, 0);
    check("json", 0, 1);
    check("none", 0, 0);
    Compilation standard = Examples.compile(DIGITS);
    assertThat(Examples.pages(standard)).hasSize(1);
    assertThat(Examples.facts(standard)).hasSize(1);
  }

  private static void check(String option, int pages, int facts) {
    Compilation compilation = Examples.compile(DIGITS, "-Atikhonov.report=" + option);
    assertThat(compilation.errors()).isEmpty();
    assertThat(Examples.pages(compilation)).hasSize(pages);
    assertThat(Examples.facts(compilation)).hasSize(facts);
  }

  @Test
  void wrongFormIsAnError() {
    Compilation compilation = Examples.compile(DIGITS, "-Atikhonov.report=pdf");
    assertThat(compilation.errors().toString()).contains("tikhonov.report");
  }

  @Test
  void factsOfTheDigits() {
    Map<?, ?> facts =
        TestJson.object(
            Examples.facts(Examples.compile(DIGITS))
                .get("META-INF/tikhonov/io.tikhonov.examples.DigitClassifier.json"));
    assertThat(facts.get("format")).isEqualTo(1.0);
    assertThat(facts.get("model")).isEqualTo("io.tikhonov.examples.DigitClassifier");
    assertThat(facts.get("precision")).isEqualTo("float");
    assertThat(values(facts, "terms", "name"))
        .containsExactly("crossEntropy", "confidence", "w1/L1", "w2/GroupLasso")
        .inOrder();
    assertThat(values(facts, "terms", "differentiable"))
        .containsExactly(true, true, false, false)
        .inOrder();
    assertThat(values(facts, "parameters", "elements"))
        .containsExactly("hidden*pixels", "hidden", "classes*hidden")
        .inOrder();
    assertThat(values(facts, "formulas", "value"))
        .containsAtLeast("relu(z1)·w2", "xᵀ·∂ℒ/∂z1", "Σ_{batch} ∂ℒ/∂z1");
    assertThat((List<?>) facts.get("updates")).hasSize(1);
    assertThat((List<?>) facts.get("diagnostics")).isEmpty();
  }

  private static List<Object> values(Map<?, ?> facts, String list, String key) {
    return ((List<?>) facts.get(list))
        .stream().map(element -> (Object) ((Map<?, ?>) element).get(key)).toList();
  }

  /** What stands in the source cannot become markup. */
  @Test
  void textIsEscaped() {
    Compilation compilation =
        javac()
            .withProcessors(new TikhonovProcessor())
            .compile(
                JavaFileObjects.forSourceString(
                    "Escaped",
                    """
                    import io.tikhonov.dsl.*;
                    import static io.tikhonov.dsl.Ops.*;
                    @TrainingObjective
                    @Optimizer.SGD(learningRate = 0.1)
                    abstract class Escaped {
                      @Parameter(shape = "n") Tensor w;
                      // <script>alert("a & b")</script> </pre>
                      @Loss Tensor fit(@Shape("n") Tensor x) {
                        return mean(square(w.minus(x))); // a < b && "c" > 'd'
                      }
                    }
                    """));
    String page = Examples.pages(compilation).get("EscapedObjective.html");
    assertThat(Pages.elements(Pages.read(page), "script")).isEmpty();
    assertThat(page).contains("&lt;script&gt;alert(&quot;a &amp; b&quot;)&lt;/script&gt;");
    String text = Examples.facts(compilation).get("META-INF/tikhonov/Escaped.json");
    assertThat(TestJson.object(text).toString()).contains("<script>alert(\"a & b\")</script>");
  }

  /** The model has no package, two classes of one name would meet. */
  @Test
  void nestedModelsHaveReportsOfTheirOwn() {
    Compilation compilation =
        javac()
            .withProcessors(new TikhonovProcessor())
            .compile(
                JavaFileObjects.forSourceString(
                    "p.Outer",
                    """
                    package p;
                    import io.tikhonov.dsl.*;
                    import static io.tikhonov.dsl.Ops.*;
                    class Outer {
                      @TrainingObjective
                      @Optimizer.SGD(learningRate = 0.1)
                      abstract static class Inner {
                        @Parameter(shape = "n") Tensor w;
                        @Loss Tensor fit(@Shape("n") Tensor x) {
                          return mean(square(w.minus(x)));
                        }
                      }
                    }
                    """));
    assertThat(Examples.pages(compilation)).containsKey("p/Outer_InnerObjective.html");
    assertThat(Examples.facts(compilation)).containsKey("META-INF/tikhonov/p.Outer$Inner.json");
  }
}
