package io.tikhonov.examples.builds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the build compiles and the tests run: all sources, those that the processor writes too. */
final class TestedSources {
  private static final String LEFT_OUT = "// ...";

  private final List<String> sources = new ArrayList<>();

  TestedSources() throws IOException {
    for (String folder :
        List.of(
            "dsl/src",
            "runtime/src",
            "processor/src/main",
            "examples/src",
            "examples/extension/src",
            "examples/builds/src/test/projects",
            "examples/target/generated-sources")) {
      try (Stream<Path> files = Files.walk(Markdown.ROOT.resolve(folder))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          sources.add(dense(Files.readString(file)));
        }
      }
    }
  }

  /**
   * True if a source contains a snippet, whatever the spaces. Where the snippet has a line {@code
   * // ...}, the source may have more.
   */
  boolean contain(String snippet) {
    List<String> parts = Stream.of(snippet.split(LEFT_OUT, -1)).map(TestedSources::dense).toList();
    return sources.stream().anyMatch(source -> contains(source, parts));
  }

  private static boolean contains(String source, List<String> parts) {
    int at = 0;
    for (String part : parts) {
      int found = source.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return true;
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }
}
