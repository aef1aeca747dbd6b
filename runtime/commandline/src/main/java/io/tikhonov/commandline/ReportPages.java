package io.tikhonov.commandline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the pages of reports, which the compiler writes beside the generated sources. */
final class ReportPages {
  /** Where Maven and Gradle build, and where they lay generated sources there. */
  private static final List<List<String>> LAYOUTS =
      List.of(List.of("target", "generated-sources"), List.of("build", "generated"));

  private static final int DEEPEST = 24;

  private ReportPages() {}

  /**
   * The page of a generated class.
   *
   * @param source the jar or folder in which the class was found
   */
  static Optional<Path> find(Path source, String generated) {
    Path page = Path.of(generated.replace('.', '/') + ".html");
    if (Files.isDirectory(source)) {
      Optional<Path> inside = below(source, page);
      if (inside.isPresent()) {
        return inside;
      }
    }
    for (Path up = source.toAbsolutePath().normalize(); up != null; up = up.getParent()) {
      for (List<String> layout : LAYOUTS) {
        if (up.getFileName() != null && up.getFileName().toString().equals(layout.get(0))) {
          Path sources = up.resolve(layout.get(1));
          return Files.isDirectory(sources) ? below(sources, page) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> below(Path folder, Path page) {
    try (Stream<Path> files =
        Files.find(folder, DEEPEST, (path, attributes) -> path.endsWith(page))) {
      return files.sorted().findFirst();
    } catch (IOException | UncheckedIOException e) {
      // A folder that may not be read has no page that could be shown.
      return Optional.empty();
    }
  }
}
