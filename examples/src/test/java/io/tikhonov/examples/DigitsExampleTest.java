package io.tikhonov.examples;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main example says what it promises. */
final class DigitsExampleTest {

  private static String output;

  @BeforeAll
  static void run() {
    System.setProperty("tikhonov.progress", "off");
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new DigitsExample(new Output(new PrintStream(bytes, true, StandardCharsets.UTF_8))).run();
      output = bytes.toString(StandardCharsets.UTF_8);
    } finally {
      System.clearProperty("tikhonov.progress");
    }
  }

  @Test
  void readsDigits() {
    assertThat(Double.parseDouble(find("test accuracy (\\S+)"))).isAtLeast(0.97);
  }

  @Test
  void namesEveryTerm() {
    assertThat(output).contains("crossEntropy");
    assertThat(output).contains("confidence");
    assertThat(output).contains("w1/L1");
    assertThat(output).contains("w2/GroupLasso");
  }

  @Test
  void findsExactZeros() {
    assertThat(Integer.parseInt(find("exact zeros: (\\d+)"))).isAtLeast(1000);
    assertThat(Integer.parseInt(find("unused hidden units: (\\d+)"))).isAtLeast(1);
  }

  @Test
  void saysWhereItsFilesAre() {
    assertThat(Files.exists(Path.of(find("generated source: (.*)")))).isTrue();
    assertThat(Files.exists(Path.of(find("objective report: (.*)")))).isTrue();
    assertThat(Files.exists(Path.of(find("curves of the run: (.*)")))).isTrue();
  }

  private static String find(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
