package io.tikhonov.commandline;

import io.tikhonov.commandline.JsonNode.DamagedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the facts from {@code META-INF/tikhonov/<model>.json}. */
final class ReportReader {
  /** The format that is understood. */
  private static final int FORMAT = 1;

  private static final String FOLDER = "META-INF/tikhonov/";

  private ReportReader() {}

  /** Whether an entry of a jar or folder is a report. */
  static boolean isReport(Container.Entry entry) {
    int folder = entry.name().lastIndexOf(FOLDER);
    boolean starts = folder == 0 || (folder > 0 && entry.name().charAt(folder - 1) == '/');
    return starts
        && entry.name().endsWith(".json")
        && entry.name().indexOf('/', folder + FOLDER.length()) < 0;
  }

  /**
   * Reads a report.
   *
   * @throws UserException if it is damaged, or of a format that is not known
   */
  static Report read(Container.Entry entry) {
    String place = entry.name() + " in " + entry.source();
    try {
      JsonNode root = JsonNode.parse(new String(entry.bytes(), StandardCharsets.UTF_8));
      int format = root.number("format");
      if (format != FORMAT) {
        throw new UserException(
            "%s has format %d, and this command reads format %d: use the command of the version that compiled it."
                .formatted(place, format, FORMAT));
      }
      return report(root);
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s.".formatted(place, e.getMessage()), e);
    } catch (DamagedException e) {
      throw new UserException(
          "%s is damaged: %s. Compile the model again.".formatted(place, e.getMessage()), e);
    }
  }

  private static Report report(JsonNode root) throws DamagedException {
    JsonNode source = root.object("source");
    return new Report(
        root.text("model"),
        root.text("generated"),
        root.text("fingerprint"),
        root.text("compiler"),
        root.text("precision"),
        source.text("file"),
        source.number("line"),
        root.list("dimensions", it -> new Report.Dimension(it.text("name"), it.text("from"))),
        root.list("terms", ReportReader::term),
        root.list("parameters", ReportReader::tensor),
        root.list("constants", ReportReader::tensor),
        root.list("states", ReportReader::tensor),
        root.list("inputs", ReportReader::tensor),
        root.list("formulas", ReportReader::formula),
        root.list("updates", ReportReader::update),
        root.list("passes", it -> new Report.Pass(it.text("name"), it.text("kind"), cost(it))),
        cost(root.object("total")),
        root.list("diagnostics", ReportReader::message));
  }

  private static Report.Term term(JsonNode node) throws DamagedException {
    return new Report.Term(
        node.text("name"), node.text("formula"), node.text("mode", ""), node.number("line"));
  }

  private static Report.Tensor tensor(JsonNode node) throws DamagedException {
    List<String> notes = new ArrayList<>();
    for (String key : List.of("role", "init")) {
      if (node.has(key)) {
        notes.add(node.text(key));
      }
    }
    if (node.has("penalties")) {
      notes.addAll(node.texts("penalties"));
    }
    if (node.has("labels") && node.flag("labels")) {
      notes.add("labels");
    }
    return new Report.Tensor(
        node.text("name"), node.texts("shape"), List.copyOf(notes), node.number("line"));
  }

  private static Report.Formula formula(JsonNode node) throws DamagedException {
    return new Report.Formula(
        node.text("name"),
        node.text("value"),
        node.text("expansion", ""),
        node.flag("derivative"),
        node.number("line"));
  }

  private static Report.Update update(JsonNode node) throws DamagedException {
    return new Report.Update(
        node.text("optimizer"),
        node.texts("parameters"),
        node.list("steps", it -> new Report.Step(it.text("formula"), it.text("by"))));
  }

  private static Report.Cost cost(JsonNode node) throws DamagedException {
    return new Report.Cost(
        node.text("bytesRead"), node.text("bytesWritten"), node.text("operations"));
  }

  private static Report.Message message(JsonNode node) throws DamagedException {
    return new Report.Message(
        node.text("code"), node.text("severity"), node.number("line"), node.text("message"));
  }
}
