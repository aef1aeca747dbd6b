package io.tikhonov.processor.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which tests of the processor deal with what, by the text of their sources. */
final class TestSources {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""))
          .resolve(Path.of("src", "test", "java", "io", "tikhonov", "processor"));

  private final Map<String, String> texts = new TreeMap<>();

  /**
   * @param packages the packages that are looked at
   */
  TestSources(String... packages) {
    for (String name : packages) {
      try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          String simple = file.getFileName().toString().replace(".java", "");
          texts.put(simple, Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The files with a text in which the pattern occurs, by name. */
  List<String> mentioning(Pattern pattern) {
    return texts.entrySet().stream()
        .filter(entry -> pattern.matcher(entry.getValue()).find())
        .map(Map.Entry::getKey)
        .toList();
  }
}
