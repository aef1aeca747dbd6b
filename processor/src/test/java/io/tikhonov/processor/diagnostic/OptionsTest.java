package io.tikhonov.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import io.tikhonov.processor.TikhonovProcessor;
import io.tikhonov.processor.frontend.Models;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the options say, and what is said about options. */
final class OptionsTest {
  private static Options options(String... given) {
    Map<String, String> all = new HashMap<>();
    for (String option : given) {
      int at = option.indexOf('=');
      all.put(
          "tikhonov." + (at < 0 ? option : option.substring(0, at)),
          at < 0 ? null : option.substring(at + 1));
    }
    return Options.of(all);
  }

  /** The texts of the whole compiler about a right model. */
  private static List<String> said(String... given) {
    Compilation compilation =
        javac()
            .withOptions(Arrays.stream(given).map(it -> "-A" + it).toArray())
            .withProcessors(new TikhonovProcessor())
            .compile(
                Models.source(
                    "M",
                    "@TrainingObjective @Optimizer.SGD(learningRate = 0.1) abstract class M {",
                    "@Parameter(shape = \"n\") Tensor w;",
                    "@Loss Tensor size() { return sum(square(w)); } }"));
    return compilation.diagnostics().stream()
        .map(it -> it.getKind() + " " + it.getMessage(Locale.ENGLISH))
        .toList();
  }

  @Test
  void whatHoldsWithoutOptions() {
    assertThat(options().isSet(Option.WERROR)).isFalse();
    assertThat(options().isSet(Option.PEDANTIC)).isFalse();
    assertThat(options().value(Option.SIMD)).isEqualTo("auto");
    assertThat(options().values(Option.REPORT)).containsExactly("html", "json");
  }

  @Test
  void flagsNeedNoValue() {
    assertThat(options("werror").isSet(Option.WERROR)).isTrue();
    assertThat(options("werror=true").isSet(Option.WERROR)).isTrue();
    assertThat(options("werror=false").isSet(Option.WERROR)).isFalse();
  }

  @Test
  void listsAreReadByCommas() {
    assertThat(options("report=json").values(Option.REPORT)).containsExactly("json");
    assertThat(options("report=json, html,json").values(Option.REPORT))
        .containsExactly("json", "html")
        .inOrder();
    assertThat(options("report=none").values(Option.REPORT)).isEmpty();
  }

  @Test
  void rulesTakeTheirSeverity() {
    assertThat(options("TKV205=note").severity(Rule.SUM_AND_MEAN, Severity.WARNING))
        .hasValue(Severity.NOTE);
    assertThat(options("TKV205=OFF").severity(Rule.SUM_AND_MEAN, Severity.WARNING)).isEmpty();
    assertThat(options("TKV205=off").severity(Rule.ACCIDENTAL_TABLE, Severity.WARNING))
        .hasValue(Severity.WARNING);
    // The same rule is an error in another case, and an error stays one.
    assertThat(options("TKV302=off").severity(Rule.NO_DERIVATIVE, Severity.WARNING)).isEmpty();
    assertThat(options("TKV302=off").severity(Rule.NO_DERIVATIVE, Severity.ERROR))
        .hasValue(Severity.ERROR);
  }

  @Test
  void warningsCanBeRaisedTogether() {
    Options raised = options("werror=true", "TKV205=off", "TKV203=note");
    assertThat(raised.severity(Rule.UNREACHED_PARAMETER, Severity.WARNING))
        .hasValue(Severity.ERROR);
    assertThat(raised.severity(Rule.WITHOUT_EFFECT, Severity.NOTE)).hasValue(Severity.NOTE);
    assertThat(raised.severity(Rule.SUM_AND_MEAN, Severity.WARNING)).isEmpty();
    assertThat(raised.severity(Rule.ACCIDENTAL_TABLE, Severity.WARNING)).hasValue(Severity.NOTE);
  }

  @Test
  void opinionsAreAskedFor() {
    for (Rule rule : Rule.values()) {
      Optional<Severity> shown = options().severity(rule, Severity.NOTE);
      assertThat(shown.isPresent()).isEqualTo(!rule.pedantic());
      assertThat(options("pedantic=true").severity(rule, Severity.NOTE)).hasValue(Severity.NOTE);
      assertThat(options(rule.code() + "=note").severity(rule, Severity.NOTE).isPresent())
          .isEqualTo(rule.canBeSet() || !rule.pedantic());
    }
  }

  @Test
  void rightOptionsSayNothing() {
    assertThat(
            said(
                "tikhonov.werror",
                "tikhonov.pedantic=false",
                "tikhonov.simd=off",
                "tikhonov.report=none",
                "tikhonov.TKV302=note"))
        .isEmpty();
  }

  @Test
  void wrongValuesAreErrors() {
    assertThat(said("tikhonov.simd=maybe"))
        .containsExactly(
            "ERROR [TKV130] -Atikhonov.simd = \"maybe\" is unknown. It must be auto, on or off.");
    assertThat(said("tikhonov.report=htm,none"))
        .containsExactly(
            "ERROR [TKV130] -Atikhonov.report = \"htm\" is unknown. Did you mean \"html\"? It must"
                + " be html, json or none.");
    assertThat(said("tikhonov.report=html,none"))
        .containsExactly(
            "ERROR [TKV130] -Atikhonov.report=html,none: none stands alone. Write none, or leave"
                + " it out.");
    assertThat(said("tikhonov.simd"))
        .containsExactly(
            "ERROR [TKV130] -Atikhonov.simd has no value. It must be auto, on or off.");
  }

  @Test
  void unknownOptionsAreSaidOnceEach() {
    assertThat(said("tikhonov.wError=true", "tikhonov.gpu=on", "other.option=1"))
        .containsAtLeast(
            "WARNING [TKV130] There is no option -Atikhonov.wError, so it changes nothing. Did you"
                + " mean -Atikhonov.werror?",
            "WARNING [TKV130] There is no option -Atikhonov.gpu, so it changes nothing. The"
                + " options are -Atikhonov.werror, -Atikhonov.pedantic, -Atikhonov.simd,"
                + " -Atikhonov.report, and -Atikhonov.TKVnnn for the rule with this code.");
    // The compiler speaks of the other processor's option only.
    assertThat(said("tikhonov.gpu=on")).hasSize(1);
    assertThat(said("tikhonov.gpu=on", "tikhonov.werror=true").get(0)).startsWith("ERROR");
    assertThat(said("tikhonov.gpu=on", "tikhonov.TKV130=off")).isEmpty();
  }

  @Test
  void errorsHaveNoOption() {
    assertThat(said("tikhonov.TKV201=off"))
        .containsExactly(
            "WARNING [TKV130] There is no option -Atikhonov.TKV201, so it changes nothing: TKV201"
                + " is always an error, because no code can be generated then.");
  }
}
