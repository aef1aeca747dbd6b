package io.tikhonov.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import io.tikhonov.processor.frontend.Models;
import io.tikhonov.processor.frontend.ReadingProcessor;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic.Kind;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** What is collected, switched off, set by options, and shown in which order. */
class ReporterTest {
  private static final String HEAD =
      "@TrainingObjective @Optimizer.SGD(learningRate = 0.1) abstract class M {"
          + " @Parameter(shape = \"n\") Tensor w;"
          + " @Loss Tensor loss(@Shape({\"batch\", \"n\"}) Tensor x) {"
          + "   return mean(square(x.times(w))); }";

  private static final String SUM =
      " @Regularize(lambda = 1) Tensor total(@Shape({\"batch\", \"n\"}) Tensor x) {"
          + " return sum(square(x.times(w))); }";

  private static List<? extends javax.tools.Diagnostic<?>> compile(String body, String... options) {
    return compile(List.of(options), Models.source("M", HEAD, body, "}"));
  }

  private static List<? extends javax.tools.Diagnostic<?>> compile(
      List<String> options, JavaFileObject file) {
    Compilation compilation =
        javac().withOptions(options).withProcessors(new ReadingProcessor()).compile(file);
    return compilation.diagnostics();
  }

  private static List<Kind> kinds(List<? extends javax.tools.Diagnostic<?>> diagnostics) {
    return diagnostics.stream().map(javax.tools.Diagnostic::getKind).toList();
  }

  @Test
  void severitiesOfWarningsCanBeSet() {
    assertThat(kinds(compile(SUM))).containsExactly(Kind.WARNING);
    assertThat(kinds(compile(SUM, "-Atikhonov.TKV205=error"))).containsExactly(Kind.ERROR);
    assertThat(kinds(compile(SUM, "-Atikhonov.TKV205=note"))).containsExactly(Kind.NOTE);
    assertThat(compile(SUM, "-Atikhonov.TKV205=off")).isEmpty();
  }

  @Test
  void errorsCannotBeSwitchedOff() {
    String wrong =
        " @SuppressWarnings(\"TKV204\") @Regularize(lambda = 1) Tensor r() { return sum(w, 3); }";
    // The compiler says that there is no such option.
    assertThat(kinds(compile(wrong, "-Atikhonov.TKV204=off")))
        .containsExactly(Kind.ERROR, Kind.WARNING);
  }

  @Test
  void warningsBreakABuildThatTreatsThemAsErrors() {
    assertThat(kinds(compile(SUM, "-Werror"))).contains(Kind.ERROR);
    String suppressed = " @SuppressWarnings(\"TKV205\")" + SUM;
    assertThat(compile(suppressed, "-Werror")).isEmpty();
  }

  @Test
  void problemsComeInTheOrderOfTheSource() {
    String body =
        """
        @Regularize(lambda = 1) Tensor r() { return sum(w, 3); }
        @Predict Tensor p() { return sum(w, 4); }
        @Parameter(shape = "1 +") Tensor v;
        @Loss Tensor q() { return sum(w, 5); }
        """;
    assertThat(compile(body).stream().map(d -> d.getMessage(null).substring(0, 8)).toList())
        .containsExactly("[TKV204]", "[TKV204]", "[TKV121]", "[TKV204]")
        .inOrder();
    assertThat(compile(body).stream().map(javax.tools.Diagnostic::getLineNumber).toList())
        .isInStrictOrder();
  }

  @Test
  void oneTokenGetsOneDiagnosticOfARule() {
    String body =
        " Tensor helper(Tensor v) { return sum(v, 3); }"
            + " @Regularize(lambda = 1) Tensor r() { return helper(w); }"
            + " @Regularize(lambda = 1) Tensor s() {"
            + " Tensor total = helper(w);"
            + " for (int i = 0; i < 3; i++) { total = total.plus(helper(w)); }"
            + " return total; }";
    assertThat(compile(body)).hasSize(1);
  }

  @Test
  void whatFollowsFromAnErrorIsNotReported() {
    String body =
        " @Regularize(lambda = 1) Tensor r() {"
            + " Tensor bad = sum(w, 3); Tensor worse = bad.plus(1);"
            + " Tensor other = sum(w, 4); return worse.times(bad).plus(other); }";
    assertThat(compile(body)).hasSize(2);
  }

  @Test
  void everyRuleHasItsOwnCodeAndATitle() {
    List<String> codes = java.util.Arrays.stream(Rule.values()).map(Rule::code).toList();
    assertThat(codes).containsNoDuplicates();
    for (Rule rule : Rule.values()) {
      assertThat(Rule.of(rule.code()).orElseThrow()).isEqualTo(rule);
      assertThat(rule.title()).isNotEmpty();
      assertThat(Options.of(Map.of()).names().contains("tikhonov." + rule.code()))
          .isEqualTo(rule.canBeSet());
    }
  }
}
