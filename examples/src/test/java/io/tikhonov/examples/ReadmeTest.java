package io.tikhonov.examples;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows of generated code is what is generated. */
final class ReadmeTest {
  private static final Path GENERATED =
      Path.of(
          "target/generated-sources/annotations/io/tikhonov/examples",
          "DigitClassifierObjective.java");

  @Test
  void showsTheKernelThatRuns() throws IOException {
    String kernel = block(Files.readString(Path.of("../README.md")), "/** Computes firstMoment");
    assertThat(kernel).contains("static void updateW1(");
    assertThat(stripped(Files.readString(GENERATED))).contains(stripped(kernel));
  }

  /** The code block that starts with a text. */
  private static String block(String markdown, String start) {
    int from = markdown.indexOf(start);
    return markdown.substring(from, markdown.indexOf("```", from));
  }

  /** The lines without indentation, which differs between a class and the README. */
  private static String stripped(String code) {
    List<String> lines = code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return String.join("\n", lines);
  }
}
