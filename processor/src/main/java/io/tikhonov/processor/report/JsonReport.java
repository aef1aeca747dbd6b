package io.tikhonov.processor.report;

import io.tikhonov.processor.emit.PassDescription;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.report.formula.FormulaBook;
import io.tikhonov.processor.report.formula.PlainText;
import io.tikhonov.processor.training.UpdateGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for tools. The format is described in {@code docs/report.md}. */
final class JsonReport {
  /** Counts changes that old readers do not understand. */
  private static final int FORMAT = 1;

  private final Facts facts;

  JsonReport(Facts facts) {
    this.facts = facts;
  }

  String text() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("model", facts.model());
    root.put("generated", facts.generated());
    root.put("fingerprint", facts.fingerprint());
    root.put("compiler", facts.compiler());
    root.put("precision", facts.doublePrecision() ? "double" : "float");
    root.put(
        "source",
        object(
            "file",
            facts.source().file(),
            "line",
            facts.line(),
            "firstLine",
            facts.source().firstLine(),
            "lines",
            facts.source().lines()));
    root.put(
        "dimensions",
        facts.dimensions().stream()
            .map(it -> object("name", it.name(), "from", it.builder() ? "builder" : "batch"))
            .toList());
    root.put("terms", facts.terms().stream().map(JsonReport::term).toList());
    root.put("schedules", facts.schedules());
    root.put("parameters", tensors(Facts.Kind.PARAMETER));
    root.put("constants", tensors(Facts.Kind.CONSTANT));
    root.put("states", tensors(Facts.Kind.STATE));
    root.put("inputs", inputs());
    root.put(
        "hyperparameters",
        facts.hyperparameters().stream()
            .map(it -> object("name", it.name(), "value", it.value(), "line", it.line()))
            .toList());
    root.put(
        "slots",
        facts.slots().stream()
            .map(it -> object("name", it.name(), "shape", shape(it.shape())))
            .toList());
    root.put("formulas", facts.definitions().stream().map(JsonReport::definition).toList());
    root.put("updates", facts.groups().stream().map(JsonReport::group).toList());
    root.put("passes", facts.passes().stream().map(JsonReport::pass).toList());
    root.put(
        "total",
        object(
            "bytesRead",
            size(facts.total(pass -> pass.cost().read())),
            "bytesWritten",
            size(facts.total(pass -> pass.cost().written())),
            "operations",
            size(facts.total(pass -> pass.cost().operations()))));
    root.put("diagnostics", facts.diagnostics().stream().map(JsonReport::message).toList());
    return Json.of(root);
  }

  private static Map<String, Object> term(Facts.Term term) {
    Map<String, Object> object =
        object("name", term.name(), "kind", term.kind(), "formula", term.formula());
    if (term.mode().isEmpty()) {
      object.put("weight", term.weight());
    } else {
      object.put("mode", term.mode());
    }
    object.put("differentiable", term.differentiable());
    object.put("line", term.line());
    return object;
  }

  private List<Map<String, Object>> tensors(Facts.Kind kind) {
    return facts.tensors().stream()
        .filter(tensor -> tensor.kind() == kind)
        .map(JsonReport::tensor)
        .toList();
  }

  private static Map<String, Object> tensor(Facts.Tensor tensor) {
    Map<String, Object> object = object("name", tensor.name(), "shape", shape(tensor.shape()));
    object.put("elements", size(tensor.shape().volume()));
    if (tensor.kind() == Facts.Kind.PARAMETER) {
      object.put("role", tensor.role());
      object.put("init", tensor.init());
      object.put("optimizer", tensor.optimizer());
      object.put("penalties", tensor.penalties());
    } else if (tensor.kind() == Facts.Kind.STATE) {
      object.put("init", tensor.init());
    }
    object.put("line", tensor.line());
    return object;
  }

  private List<Map<String, Object>> inputs() {
    return facts.tensors().stream()
        .filter(it -> it.kind() == Facts.Kind.INPUT || it.kind() == Facts.Kind.LABELS)
        .map(
            it ->
                object(
                    "name",
                    it.name(),
                    "shape",
                    shape(it.shape()),
                    "labels",
                    it.kind() == Facts.Kind.LABELS,
                    "line",
                    it.line()))
        .toList();
  }

  private static Map<String, Object> definition(FormulaBook.Definition definition) {
    Map<String, Object> object =
        object("name", PlainText.of(definition.left()), "value", PlainText.of(definition.right()));
    if (definition.expansion() != null) {
      object.put("expansion", PlainText.of(definition.expansion()));
    }
    object.put("derivative", definition.derivative());
    object.put("line", definition.origin().line());
    return object;
  }

  private static Map<String, Object> group(UpdateGroups.Group group) {
    return object(
        "optimizer",
        group.optimizer(),
        "parameters",
        group.parameters(),
        "steps",
        group.lines().stream()
            .map(
                line ->
                    object(
                        "part",
                        line.part().name().toLowerCase(Locale.ROOT),
                        "formula",
                        line.formula(),
                        "by",
                        line.by(),
                        "parameters",
                        line.parameters()))
            .toList());
  }

  private static Map<String, Object> pass(PassDescription pass) {
    Map<String, Object> object =
        object("name", pass.name(), "kind", pass.kind().name().toLowerCase(Locale.ROOT));
    object.put("lines", List.copyOf(pass.lines()));
    object.put("bytesRead", size(pass.cost().read()));
    object.put("bytesWritten", size(pass.cost().written()));
    object.put("operations", size(pass.cost().operations()));
    object.put("reads", pass.reads().stream().map(JsonReport::array).toList());
    object.put("writes", pass.writes().stream().map(JsonReport::array).toList());
    if (pass.kind() == PassDescription.Kind.KERNEL) {
      object.put("follows", pass.cost().follows());
      object.put("totals", pass.totals());
      object.put("method", pass.method());
      object.put("code", pass.code());
    } else {
      object.put("formula", pass.formula());
      object.put("code", pass.statement());
    }
    return object;
  }

  private static Map<String, Object> array(PassDescription.Array array) {
    return object("name", array.name(), "shape", shape(array.shape()), "field", array.field());
  }

  private static Map<String, Object> message(Facts.Message message) {
    return object(
        "code",
        message.code(),
        "severity",
        message.severity(),
        "line",
        message.line(),
        "message",
        message.text());
  }

  private static List<String> shape(Shape shape) {
    return shape.dims().stream().map(JsonReport::size).toList();
  }

  private static String size(Poly size) {
    return size.toString();
  }

  /** Keys and values in turn. */
  private static Map<String, Object> object(Object... parts) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      object.put((String) parts[i], parts[i + 1]);
    }
    return object;
  }
}
