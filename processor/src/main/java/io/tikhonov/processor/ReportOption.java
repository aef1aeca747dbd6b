package io.tikhonov.processor;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic;

/**
 * The option {@code -Atikhonov.report}: which forms of the report are written, {@code html}, {@code
 * json}, both with a comma between them (the default) or {@code none}.
 */
final class ReportOption {
  static final String NAME = "tikhonov.report";

  /** A form of the report. */
  enum Form {
    HTML,
    JSON
  }

  private ReportOption() {}

  static Set<Form> read(ProcessingEnvironment environment) {
    String option = environment.getOptions().get(NAME);
    if (option == null) {
      return EnumSet.allOf(Form.class);
    }
    Set<Form> forms = EnumSet.noneOf(Form.class);
    for (String word : option.split(",", -1)) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "html" -> forms.add(Form.HTML);
        case "json" -> forms.add(Form.JSON);
        case "none" -> {}
        default ->
            environment
                .getMessager()
                .printMessage(
                    Diagnostic.Kind.ERROR,
                    "-A%s must be html, json, \"html,json\" or none, not \"%s\"."
                        .formatted(NAME, option));
      }
    }
    return forms;
  }
}
