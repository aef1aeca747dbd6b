package io.tikhonov.processor.rules;

import io.tikhonov.processor.diagnostic.Rule;
import java.util.Arrays;
import java.util.List;

/** docs/diagnostics/README.md: the table of all rules. */
final class RuleIndex {
  private static final List<String> SECTIONS =
      List.of(
          "Declarations",
          "Shapes and types",
          "Differentiability, proximal steps, solvers",
          "Regularization",
          "Optimizers, schedules, sharpness, clipping, averaging",
          "Numerical stability",
          "Cost",
          "Randomness, probability, reproducibility");

  private RuleIndex() {}

  static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # Diagnostics

            What the compiler says about a model: an error where the declaration has no meaning, a warning where a
            proved statement speaks against it, a note where that depends on values that the compiler does not know.
            Each stands at the very token, all of a class come together, and with an error nothing is generated.

            - `@SuppressWarnings("TKV205")` on a declaration or a class silences a warning or a note there.
            - `-Atikhonov.TKV205=error|warning|note|off` sets the severity of a warning or a note everywhere.
            - `-Atikhonov.werror=true` makes every warning an error.
            - `-Atikhonov.pedantic=true` adds the notes that are a matter of opinion.

            The tables and the pages are written and checked by a test, from programs that it compiles.
            """);
    for (int section = 1; section <= SECTIONS.size(); section++) {
      String digit = "TKV" + section;
      List<Rule> rules =
          Arrays.stream(Rule.values()).filter(it -> it.code().startsWith(digit)).toList();
      if (!rules.isEmpty()) {
        text.append("\n## ").append(SECTIONS.get(section - 1)).append("\n\n");
        text.append("| code | severity | what |\n|---|---|---|\n");
        rules.forEach(rule -> text.append(line(rule)));
      }
    }
    return text.toString();
  }

  private static String line(Rule rule) {
    String severity = RulePage.severities(rule);
    return "| [%s](%s.md) | %s | %s |\n"
        .formatted(
            rule.code(),
            rule.code(),
            rule.pedantic() ? severity + " (pedantic)" : severity,
            rule.title());
  }
}
