package io.tikhonov.examples.builds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The projects under {@code src/test/projects}. */
final class Projects {
  private static final Path FOLDER = Path.of("src/test/projects");

  private Projects() {}

  /** Copies a project into a folder. */
  static Path copy(String project, Path into) throws IOException {
    Path from = FOLDER.resolve(project);
    for (String file : files(from)) {
      Path target = into.resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(from.resolve(file), target);
    }
    return into;
  }

  /** The sources of projects, as arguments of a compiler. */
  static List<String> sources(String... projects) {
    return Stream.of(projects)
        .map(FOLDER::resolve)
        .flatMap(folder -> files(folder).stream().map(file -> folder.resolve(file).toString()))
        .filter(file -> file.endsWith(".java"))
        .toList();
  }

  /** The names of all files below a folder, relative to it. */
  static List<String> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
