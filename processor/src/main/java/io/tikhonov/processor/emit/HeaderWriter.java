package io.tikhonov.processor.emit;

import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.ArrayList;
import java.util.List;

/** Writes the comment on top of a generated class: the objective, the parameters, the step. */
final class HeaderWriter {
  private final ObjectiveModel model;
  private final TrainingPrograms programs;

  HeaderWriter(CompiledObjective compiled) {
    this.model = compiled.model();
    this.programs = compiled.programs();
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("The training objective of {@link %s}, compiled.".formatted(model.className()));
    lines.add("");
    lines.add("<pre>");
    lines.add("minimise");
    for (int i = 0; i < programs.terms().size(); i++) {
      TrainingPrograms.TermInfo term = programs.terms().get(i);
      String sign = i == 0 ? "    " : "  + ";
      lines.add(sign + escape(term.formula()) + "    (" + escape(term.name()) + ")");
    }
    lines.add("");
    lines.add("parameters");
    for (TensorDeclaration parameter : model.parameters()) {
      lines.add(
          "    %s %s  %s, starts as %s"
              .formatted(
                  parameter.name(),
                  escape(parameter.shape().toString()),
                  parameter.role().toLowerCase(java.util.Locale.ROOT),
                  parameter.init().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
    }
    for (TrainingPrograms.ParameterRecipe recipe : programs.recipes()) {
      lines.add("");
      lines.add("step of " + recipe.parameter() + ": " + escape(recipe.optimizer()));
      recipe.penalties().forEach(penalty -> lines.add("    with " + escape(penalty)));
      int number = 1;
      for (String step : recipe.steps()) {
        lines.add("    " + number++ + ". " + escape(step));
      }
    }
    lines.add("</pre>");
    return String.join("\n", lines);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
