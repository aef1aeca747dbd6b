package io.tikhonov.processor.report;

import io.tikhonov.processor.diagnostic.Diagnostic;
import io.tikhonov.processor.emit.CompiledObjective;
import io.tikhonov.processor.emit.ObjectiveWriter;
import io.tikhonov.processor.model.SourceListing;
import java.util.List;

/** The report of one objective. */
public final class Report {
  private final Facts facts;

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
    FactsReader reader = new FactsReader(compiled);
    this.facts =
        reader.read(
            compiler, writer.fingerprint(), binaryName, source, writer.passes(), diagnostics);
  }

  /** The report for tools. */
  public String json() {
    return new JsonReport(facts).text();
  }
}
