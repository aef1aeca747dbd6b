package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** javac without a build tool, with the processor named in each way there is, and not at all. */
final class PlainJavacTest {
  private static final String OBJECTIVE = "shop/PriceObjective.class";

  /** From here on javac runs no processor that it only happens to find on the class path. */
  private static final int FIRST_WITHOUT_IMPLICIT_PROCESSORS = 23;

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theCommandsOfTheReadme() throws Exception {
    Projects.copy("shop", folder);
    Jars.copy(folder.resolve("processor"), Jars.processor());
    Jars.copy(folder.resolve("tikhonov"), Jars.tikhonov());
    Jars.copy(folder.resolve("lib"), Jars.libraries());
    Command command = Command.shell(folder, Readme.block("javac -d classes -cp")).succeeded();
    assertThat(command.output()).contains("[2.0, 3.0, 5.0] in null");
  }

  @Test
  void byToolProvider() throws Exception {
    Compilation compilation =
        Compilation.of(folder, List.of(), Projects.sources("shop")).succeeded();
    assertThat(compilation.output()).isEmpty();
    Command command =
        Command.java(
                "-cp", Jars.path(List.of(folder), Jars.tikhonov(), Jars.libraries()), "shop.Main")
            .succeeded();
    assertThat(command.output()).contains("[2.0, 3.0, 5.0] in null");
  }

  @Test
  void namedOnTheClassPath() throws IOException {
    Compilation compilation =
        onTheClassPath("-processor", "io.tikhonov.processor.TikhonovProcessor").succeeded();
    assertThat(compilation.files()).contains(OBJECTIVE);
  }

  /** Newer javac runs it only with -proc:full, and without a word. */
  @Test
  void unnamedOnTheClassPath() throws IOException {
    boolean runs = Runtime.version().feature() < FIRST_WITHOUT_IMPLICIT_PROCESSORS;
    Compilation compilation = onTheClassPath("-Xlint:-options").succeeded();
    assertThat(compilation.files().contains(OBJECTIVE)).isEqualTo(runs);
    if (!runs) {
      assertThat(onTheClassPath("-proc:full").succeeded().files()).contains(OBJECTIVE);
    }
  }

  private Compilation onTheClassPath(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-cp");
    all.add(Jars.path(Jars.processor(), Jars.tikhonov(), Jars.libraries()));
    return Compilation.with(all, folder, List.of(model()), List.of());
  }

  @Test
  void withoutGeneratedCodeTheRunTimeShowsTheSetUp() throws Exception {
    List<String> sources = new ArrayList<>(Projects.sources("unprocessed"));
    sources.add(model());
    String classPath = Jars.path(Jars.tikhonov(), Jars.libraries());
    Compilation.with(List.of("-proc:none", "-cp", classPath), folder, sources, List.of())
        .succeeded();
    Command command =
        Command.java(
                "-cp", Jars.path(List.of(folder), Jars.tikhonov(), Jars.libraries()), "shop.Find")
            .succeeded();
    assertThat(command.output())
        .contains(
            "There is no class shop.PriceObjective: the annotation processor has not run over"
                + " shop.Price.");
    assertThat(command.output()).contains("<artifactId>tikhonov-processor</artifactId>");
    assertThat(command.output()).contains("annotationProcessor(\"io.tikhonov:tikhonov-processor:");
    assertThat(command.output()).contains("-processorpath");
  }

  @Test
  void anIncompleteProcessorPathIsNamed() throws Exception {
    // In a process of its own: in this one the processor would find what it needs among the tests.
    Command command =
        Command.javac(
                "-d",
                folder.toString(),
                "-processorpath",
                Jars.named("tikhonov-processor-").toString(),
                "-cp",
                Jars.path(Jars.tikhonov(), Jars.libraries()),
                model())
            .failed();
    assertThat(command.output()).contains("Price.java:10: error: Tikhonov needs the class");
    assertThat(command.output()).contains("which is not on the processor path. Put all jars");
    assertThat(command.output()).doesNotContain("\tat ");
  }

  private static String model() {
    return Projects.sources("shop").stream()
        .filter(file -> file.endsWith("Price.java"))
        .findFirst()
        .orElseThrow();
  }
}
