package io.tikhonov.processor.emit;

import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.training.TrainingPrograms;
import io.tikhonov.processor.training.UpdateGroups;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the comment on top of a generated class: the objective, the parameters, the order of a
 * step, the passes over memory.
 */
final class HeaderWriter {
  private static final String INDENT = "    ";
  private static final int WIDTH = 92;

  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final List<PassDescription> passes;
  private final List<String> lines = new ArrayList<>();

  HeaderWriter(CompiledObjective compiled, List<PassDescription> passes) {
    this.model = compiled.model();
    this.programs = compiled.programs();
    this.passes = passes;
  }

  String text() {
    lines.add(
        "The training objective of {@link %s} (%s), compiled."
            .formatted(model.className(), place(model.token())));
    lines.add("");
    lines.add("<pre>");
    objective();
    parameters();
    UpdateGroups.of(programs.recipes()).forEach(this::update);
    passes();
    lines.add("</pre>");
    return String.join("\n", lines);
  }

  private void objective() {
    Columns columns = new Columns();
    for (int i = 0; i < programs.terms().size(); i++) {
      TrainingPrograms.TermInfo term = programs.terms().get(i);
      String mode = term.mode().isEmpty() ? "" : ", " + term.mode();
      columns.row((i == 0 ? "  " : "+ ") + term.formula(), term.name() + mode + line(term.token()));
    }
    section("minimise", columns);
    Columns schedules = new Columns();
    programs
        .schedules()
        .forEach(
            (name, formulas) -> {
              for (int i = 0; i < formulas.size(); i++) {
                schedules.row(i == 0 ? name : "", formulas.get(i));
              }
            });
    if (!programs.schedules().isEmpty()) {
      lines.add("");
      section("schedules", schedules);
    }
  }

  private void parameters() {
    Columns columns =
        new Columns().row("name", "shape", "role", "starts as", "optimizer", "penalties");
    for (int i = 0; i < model.parameters().size(); i++) {
      TensorDeclaration parameter = model.parameters().get(i);
      TrainingPrograms.ParameterRecipe recipe = programs.recipes().get(i);
      columns.row(
          parameter.name(),
          parameter.shape().toString(),
          words(parameter.role()),
          words(parameter.init()),
          recipe.optimizer().replaceFirst("\\(.*", ""),
          String.join("; ", recipe.penalties()));
    }
    lines.add("");
    section("parameters", columns);
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void update(UpdateGroups.Group group) {
    lines.add("");
    boolean one = group.parameters().size() == 1;
    boolean named =
        group.lines().stream().anyMatch(line -> line.formula().contains(UpdateGroups.ANY));
    String names = String.join(", ", group.parameters());
    String what = programs.solver().isPresent() ? "iteration" : "step";
    wrap(what + " of " + (one || !named ? names : UpdateGroups.ANY + " = " + names), "");
    wrap(group.optimizer(), INDENT);
    Columns columns = new Columns();
    int number = 1;
    for (UpdateGroups.Line step : group.lines()) {
      columns.row(number++ + ".", step.formula(), note(step, one));
    }
    columns.lines().forEach(line -> lines.add(escape(INDENT + line)));
  }

  /** Whose step it is, and which declaration asks for it. */
  private static String note(UpdateGroups.Line step, boolean one) {
    String whose = step.all() || one ? "" : "for " + String.join(", ", step.parameters());
    return switch (step.part()) {
      case PROXIMAL, PROJECTION, TRANSFORM, AVERAGE ->
          step.parameters().size() == 1 || whose.isEmpty() ? step.by() : step.by() + " " + whose;
      default -> step.parameters().size() == 1 ? "" : whose;
    };
  }

  private void passes() {
    Columns columns = new Columns().row("", "pass", "reads", "writes", "source");
    int number = 1;
    for (PassDescription pass : passes) {
      boolean kernel = pass.kind() == PassDescription.Kind.KERNEL;
      columns.row(
          number++ + ".",
          kernel ? pass.name() : pass.formula(),
          names(pass.reads(), List.of()),
          names(pass.writes(), pass.totals()),
          source(pass.lines()));
    }
    lines.add("");
    String what = programs.solver().isPresent() ? "an iteration" : "a step";
    section("passes over memory in " + what + "; what they move stands in passes()", columns);
  }

  private static String names(List<PassDescription.Array> arrays, List<String> totals) {
    Set<String> names = new LinkedHashSet<>();
    // The memory of an optimizer is read and written with its parameter.
    arrays.forEach(it -> names.add(it.declared() && it.name().contains("/") ? "slots" : it.name()));
    totals.forEach(total -> names.add("Σ " + total));
    return String.join(", ", names);
  }

  private static String source(Set<Long> lines) {
    String numbers = String.join(", ", lines.stream().map(String::valueOf).toList());
    return numbers.isEmpty() ? "" : (lines.size() == 1 ? "line " : "lines ") + numbers;
  }

  private void section(String title, Columns columns) {
    lines.add(title);
    columns.lines().forEach(line -> lines.add(escape(INDENT + line)));
  }

  /** A list that is too long for a line goes on in the next one. */
  private void wrap(String text, String indent) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split("(?<=,) ", -1)) {
      if (line.length() > indent.length() && line.length() + word.length() > WIDTH) {
        lines.add(escape(line.toString().stripTrailing()));
        line.setLength(0);
        line.append(indent).append("    ");
      }
      line.append(word).append(' ');
    }
    lines.add(escape(line.toString().stripTrailing()));
  }

  private static String place(Token token) {
    return token.file().isEmpty() ? "line " + token.line() : token.file() + ":" + token.line();
  }

  private static String line(Token token) {
    return token.line() > 0 ? ", line " + token.line() : "";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
