package io.tikhonov.processor.report;

import io.tikhonov.processor.diagnostic.Diagnostic;
import io.tikhonov.processor.emit.CompiledObjective;
import io.tikhonov.processor.emit.ObjectiveWriter;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.SourceListing;
import io.tikhonov.processor.report.picture.DeclarationPicture;
import io.tikhonov.processor.report.picture.StepPicture;
import io.tikhonov.processor.report.picture.Svg;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of one objective. */
public final class Report {
  private final Facts facts;
  private final FactsReader reader;

  /**
   * @param compiler version of the compiler
   * @param writer after it has written the class
   * @param binaryName of the model class
   * @param source the text of the model class
   * @param diagnostics what was reported about the model
   */
  public Report(
      String compiler,
      CompiledObjective compiled,
      ObjectiveWriter writer,
      String binaryName,
      SourceListing source,
      List<Diagnostic> diagnostics) {
    this.reader = new FactsReader(compiled);
    this.facts =
        reader.read(
            compiler, writer.fingerprint(), binaryName, source, writer.passes(), diagnostics);
  }

  /** The report for tools. */
  public String json() {
    return new JsonReport(facts).text();
  }

  /** The report for people. */
  public String html() {
    ObjectiveModel model = reader.compiled().model();
    Map<Node, String> terms = new LinkedHashMap<>();
    model.terms().forEach(term -> terms.putIfAbsent(term.training(), term.name()));
    Map<String, List<String>> penalties = new LinkedHashMap<>();
    for (Facts.Term term : facts.terms()) {
      if (!term.mode().isEmpty()) {
        String parameter = term.name().substring(0, term.name().lastIndexOf('/'));
        penalties.computeIfAbsent(parameter, key -> new ArrayList<>()).add(term.name());
      }
    }
    String before =
        Svg.of(
            DeclarationPicture.of(model.graph(), terms, penalties, this::place),
            "The declaration as a graph");
    String after =
        Svg.of(
            StepPicture.of(facts.passes(), this::isParameter, PassSection::id),
            "The passes of a step as a graph");
    return new HtmlReport(facts, new HtmlReport.Pictures(before, after)).text();
  }

  private boolean isParameter(String name) {
    return facts.tensor(name).filter(it -> it.kind() == Facts.Kind.PARAMETER).isPresent();
  }

  /** Where a value stands in the source. */
  private String place(Node node) {
    boolean shown = facts.source().has(node.origin().file(), node.origin().line());
    return shown ? Lines.id(node.origin().line()) : "";
  }
}
