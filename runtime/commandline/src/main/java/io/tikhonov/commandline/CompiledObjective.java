package io.tikhonov.commandline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A compiled objective.
 *
 * @param source the jar or folder in which it was found
 * @param name of the model
 * @param generated name of the generated class
 * @param report its facts, if they were written
 */
record CompiledObjective(Path source, String name, String generated, Optional<Report> report) {

  /** All of a jar or folder, by their reports and by their classes. */
  static List<CompiledObjective> in(Container container) {
    Map<String, CompiledObjective> found = new LinkedHashMap<>();
    for (Container.Entry entry : container.entries()) {
      if (ReportReader.isReport(entry)) {
        Report report = ReportReader.read(entry);
        found.putIfAbsent(
            report.generated(),
            new CompiledObjective(
                entry.source(), report.model(), report.generated(), Optional.of(report)));
      }
    }
    for (GeneratedClasses.Found type : GeneratedClasses.in(container)) {
      found.putIfAbsent(
          type.name(),
          new CompiledObjective(type.source(), type.model(), type.name(), Optional.empty()));
    }
    return new ArrayList<>(found.values());
  }
}
