package io.tikhonov.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows a report as text. */
final class ReportWriter {
  private static final Pattern INDICES = Pattern.compile("\\[[^\\]]*\\]");

  private final Page page;
  private final Map<String, Long> sizes;

  /**
   * @param sizes of dimensions; empty to show the costs as formulas
   */
  ReportWriter(Page page, Map<String, Long> sizes) {
    this.page = page;
    this.sizes = sizes;
  }

  /** What is shown of each model in a list. */
  void writeSummary(Report report) {
    page.heading(report.model());
    String label = "minimises";
    for (Report.Term term : report.terms()) {
      page.row(label, formula(term));
      label = "          plus";
    }
    page.row("parameters", signatures(report.parameters()));
    optimizers(report).forEach(optimizer -> page.row("optimizer", optimizer(optimizer)));
    if (!report.diagnostics().isEmpty()) {
      page.row("compiler says", messages(report));
    }
  }

  /** A formula whose indices stay together. */
  private static String formula(Report.Term term) {
    return INDICES
        .matcher(term.formula())
        .replaceAll(indices -> Matcher.quoteReplacement(Page.together(indices.group())));
  }

  /** An optimizer whose settings stay together. */
  private static String optimizer(String optimizer) {
    return optimizer.replace(" = ", Page.together(" = "));
  }

  /** A size that can be broken between its summands. */
  private static String spaced(String size) {
    return size.replace("+", " + ");
  }

  private static String signatures(List<Report.Tensor> tensors) {
    return String.join(
        ", ", tensors.stream().map(Report.Tensor::signature).map(Page::together).toList());
  }

  private static List<String> optimizers(Report report) {
    return report.updates().stream().map(Report.Update::optimizer).distinct().toList();
  }

  private static String messages(Report report) {
    List<String> codes =
        report.diagnostics().stream().map(Report.Message::code).distinct().toList();
    return String.join(", ", codes);
  }

  /** All that is known. */
  void write(Report report) {
    page.heading(report.model());
    page.row("source", report.file() + ", line " + report.line());
    page.row("generated", report.generated());
    page.row("precision", report.precision());
    page.row("compiler", report.compiler() + ", fingerprint " + report.fingerprint());
    writeTerms(report);
    writeTensors("Parameters", report.parameters());
    writeTensors("Constants", report.constants());
    writeTensors("States", report.states());
    writeTensors("Inputs", report.inputs());
    writeFormulas("Values", report, false);
    writeFormulas("Derivatives", report, true);
    report.updates().forEach(this::writeUpdate);
    writePasses(report);
    if (!report.diagnostics().isEmpty()) {
      page.heading("What the compiler says");
      for (Report.Message message : report.diagnostics()) {
        page.item(
            "-",
            "%s [%s] line %d: %s"
                .formatted(message.severity(), message.code(), message.line(), message.text()));
      }
    }
  }

  private void writeTerms(Report report) {
    page.heading("Minimises the sum of");
    for (Report.Term term : report.terms()) {
      String mode = term.mode().isEmpty() ? "" : ", " + term.mode();
      page.row(term.name(), "%s   (line %d%s)".formatted(formula(term), term.line(), mode));
    }
  }

  private void writeTensors(String heading, List<Report.Tensor> tensors) {
    if (tensors.isEmpty()) {
      return;
    }
    page.heading(heading);
    for (Report.Tensor tensor : tensors) {
      List<String> notes = new ArrayList<>(tensor.notes());
      notes.add("line " + tensor.line());
      page.row(tensor.signature(), String.join("; ", notes));
    }
  }

  private void writeFormulas(String heading, Report report, boolean derivatives) {
    List<Report.Formula> formulas =
        report.formulas().stream().filter(it -> it.derivative() == derivatives).toList();
    if (formulas.isEmpty()) {
      return;
    }
    page.heading(heading);
    for (Report.Formula formula : formulas) {
      page.row(formula.name(), "= " + formula.value());
      if (!formula.expansion().isEmpty()) {
        page.row("", "= " + formula.expansion());
      }
    }
  }

  private void writeUpdate(Report.Update update) {
    page.heading("Step of " + String.join(", ", update.parameters()));
    page.row("optimizer", optimizer(update.optimizer()));
    int number = 0;
    for (Report.Step step : update.steps()) {
      number++;
      String by = step.by().isEmpty() ? "" : "   (" + step.by() + ")";
      page.item("%2d.".formatted(number), step.formula() + by);
    }
  }

  private void writePasses(Report report) {
    page.heading("Passes of a step");
    int number = 0;
    for (Report.Pass pass : report.passes()) {
      number++;
      page.item("%2d.".formatted(number), pass.kind() + " " + pass.name());
      writeCost(pass.cost());
    }
    page.item("in", "all");
    writeCost(report.total());
    if (sizes.isEmpty()) {
      String names =
          String.join(
              " ",
              report.dimensions().stream().map(it -> "--size " + it.name() + "=NUMBER").toList());
      page.space().paragraph("The costs are numbers with " + names);
    }
  }

  private void writeCost(Report.Cost cost) {
    if (sizes.isEmpty()) {
      page.row("    bytes read", spaced(cost.read()));
      page.row("    written", spaced(cost.written()));
      page.row("    operations", spaced(cost.operations()));
    } else {
      page.row(
          "",
          "%s read, %s written, %s operations"
              .formatted(
                  Sizes.bytes(value(cost.read())),
                  Sizes.bytes(value(cost.written())),
                  String.format(Locale.ROOT, "%,d", value(cost.operations()))));
    }
  }

  private long value(String size) {
    return SizeExpression.evaluate(size, sizes);
  }
}
