package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's set-up for Maven is that of the Maven project beside these tests. */
final class ReadmeTest {
  private static final Pattern ENTRY =
      Pattern.compile("<dependency>.*?</dependency>|<path>.*?</path>", Pattern.DOTALL);

  @Test
  void mavenAsInTheTestedProject() throws IOException {
    String tested = stripped(Files.readString(Path.of("maven/pom.xml")));
    List<String> entries = entries(Readme.block("<dependencies>"));
    assertThat(entries).hasSize(3);
    entries.forEach(entry -> assertThat(tested).contains(entry));
  }

  @Test
  void otherProcessorsAsInTheTestedProject() throws IOException {
    List<String> tested = entries(Files.readString(Path.of("maven/pom.xml")));
    List<String> paths = entries(Readme.block("<annotationProcessorPaths>"));
    assertThat(paths).hasSize(4);
    assertThat(tested).containsAtLeastElementsIn(paths).inOrder();
  }

  private static List<String> entries(String xml) {
    return new ArrayList<>(
        ENTRY.matcher(xml).results().map(MatchResult::group).map(ReadmeTest::stripped).toList());
  }

  private static String stripped(String xml) {
    return xml.replaceAll("\\s+", "");
  }
}
