package io.tikhonov.processor.report;

import io.tikhonov.processor.report.formula.TextFormula;
import io.tikhonov.processor.training.TrainingPrograms.RecipePart;
import io.tikhonov.processor.training.UpdateGroups;
import java.util.HashSet;
import java.util.Set;

/** The order of a step, with the point where each penalty acts. */
final class StepSection {
  private final Facts facts;
  private final Set<String> names;

  StepSection(Facts facts) {
    this.facts = facts;
    this.names = new HashSet<>(ObjectiveSection.names(facts));
    facts.terms().forEach(term -> names.add(term.name()));
  }

  void write(Markup page) {
    page.open("section", "id", "step").line();
    page.element("h2", "Step").line();
    facts.groups().forEach(group -> group(page, group));
    page.closeLine();
  }

  private void group(Markup page, UpdateGroups.Group group) {
    page.open("div", "class", "update").line();
    page.open("h3");
    boolean general =
        group.lines().stream().anyMatch(line -> line.formula().contains(UpdateGroups.ANY));
    page.text(general ? UpdateGroups.ANY + " = " : "");
    for (int i = 0; i < group.parameters().size(); i++) {
      page.text(i > 0 ? ", " : "").element("code", group.parameters().get(i));
    }
    page.closeLine();
    page.element("p", group.optimizer(), "class", "declared").line();
    page.open("ol").line();
    // An update rule moves the parameters; a solver tells its whole method.
    boolean moves = group.lines().stream().anyMatch(it -> it.part() == RecipePart.MOVE);
    RecipePart before = null;
    for (UpdateGroups.Line line : group.lines()) {
      boolean first = part(line.part()) != null && line.part() != before;
      page.open("li", "class", acts(line.part()) ? "acts" : "");
      String part = moves ? part(line.part()) : part(line.part()).replace("direction", "method");
      page.element("span", first ? part : "", "class", "part");
      page.open("span", "class", "wide value");
      page.raw(TextFormula.math(line.formula(), names));
      page.close();
      page.open("span", "class", "at");
      boolean shared = line.all() || group.parameters().size() == 1;
      if (acts(line.part()) && !line.by().isEmpty()) {
        page.element("span", line.by(), "class", "chip strong");
      }
      if (!shared) {
        page.text(" " + String.join(", ", line.parameters()));
      }
      page.close().closeLine();
      before = line.part();
    }
    page.closeLine().closeLine();
  }

  /** True for what a declaration beside the optimizer asks for. */
  private static boolean acts(RecipePart part) {
    return switch (part) {
      case TRANSFORM, PROXIMAL, PROJECTION, AVERAGE -> true;
      default -> false;
    };
  }

  private static String part(RecipePart part) {
    return switch (part) {
      case RATE -> "learning rate";
      case GRADIENT -> "gradient";
      case TRANSFORM -> "gradient transform";
      case DECAY -> "weight decay";
      case RULE -> "direction";
      case MOVE -> "move";
      case PROXIMAL -> "proximal step";
      case PROJECTION -> "projection";
      case AVERAGE -> "average";
    };
  }
}
