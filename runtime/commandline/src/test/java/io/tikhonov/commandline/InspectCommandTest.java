package io.tikhonov.commandline;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reports are those of the compiler; that they are what it writes today is tested in the builds.
 */
final class InspectCommandTest {
  private static final String MODEL = "io.tikhonov.examples.models.SparseLogisticRegression";
  private static final String ENTRY = "META-INF/tikhonov/" + MODEL + ".json";

  @TempDir private Path folder;
  private String report;

  @BeforeEach
  void read() throws IOException {
    try (InputStream stream =
        InspectCommandTest.class.getResourceAsStream("/reports/SparseLogisticRegression.json")) {
      report = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path jar(String name, String... entriesAndTexts) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (int i = 0; i < entriesAndTexts.length; i += 2) {
        entries.putNextEntry(new JarEntry(entriesAndTexts[i]));
        entries.write(entriesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
      }
    }
    return jar;
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void listsTheModelsOfAJar() throws IOException {
    Output output = Output.of("inspect", jar("models.jar", ENTRY, report)).returned(0);
    assertThat(output.out().lines().map(String::stripTrailing).toList())
        .containsExactly(
            "",
            MODEL,
            "  minimises       sigmoidCrossEntropy(logOdds(x), outcome)",
            "            plus  0.02·‖weights‖₁",
            "  parameters      weights (features), intercept ()",
            "  optimizer       SGD(dampening = 0, learningRate = 0.1, momentum = 0.9,",
            "                  weightDecay = 0)",
            "")
        .inOrder();
  }

  @Test
  void listsTheModelsOfAFolderAndOfTheJarsInIt() throws IOException {
    String other = "com.example.Other";
    file("classes/" + ENTRY, report);
    jar("lib/other.jar", "META-INF/tikhonov/" + other + ".json", report.replace(MODEL, other));
    jar("lib/same.jar", ENTRY, report);
    Output output = Output.of("inspect", folder).returned(0);
    assertThat(output.out().lines().filter(line -> line.equals(MODEL)).toList()).hasSize(1);
    assertThat(output.out().lines().toList()).contains(other);
  }

  /** Where frameworks put the classes of a program into a folder of its jar. */
  @Test
  void findsModelsBelowAFolderOfAJar() throws IOException {
    Path jar =
        jar("app.jar", "BOOT-INF/classes/" + ENTRY, report, "notMETA-INF/tikhonov/x.json", "");
    assertThat(Output.of("inspect", jar).returned(0).out()).contains(MODEL);
  }

  @Test
  void printsTheReport() throws IOException {
    Output output = Output.of("inspect", "--print", jar("models.jar", ENTRY, report)).returned(0);
    String words = output.words();
    assertThat(words).contains("source SparseLogisticRegression.java, line ");
    assertThat(words).contains("weights/L1 0.02·‖weights‖₁");
    assertThat(words).contains("weights (features) weight; zeros; L1(lambda = 0.02), proximal;");
    assertThat(words).contains("Step of weights");
    assertThat(words).contains("weights ← sign(weights)·max(|weights| − 0.02·s, 0)");
    assertThat(words).contains("kernel updateWeights");
    assertThat(words).contains("The costs are numbers with");
  }

  @Test
  void withSizesTheCostsAreNumbers() throws IOException {
    Path jar = jar("models.jar", ENTRY, report);
    Output output =
        Output.of("inspect", "-p", "-s", "batch=10", "--size", "features=1000", jar).returned(0);
    assertThat(output.words())
        .containsMatch("in all [0-9.]+ kB read, [0-9.]+ kB written, [0-9,]+ op");
    assertThat(output.words()).doesNotContain("*features");
    assertThat(Output.of("inspect", "-p", "-s", "batch=10", jar).returned(1).words())
        .contains("The size of features is missing. Give it by --size features=NUMBER.");
  }

  @Test
  void takesTheModelThatIsAskedFor() throws IOException {
    Path jar =
        jar(
            "models.jar",
            ENTRY,
            report,
            "META-INF/tikhonov/com.example.Other.json",
            report.replace(MODEL, "com.example.Other"));
    Output output = Output.of("inspect", "-m", "SparseLogisticRegression", jar).returned(0);
    assertThat(output.out()).contains(MODEL);
    assertThat(output.out()).doesNotContain("com.example.Other");
    assertThat(Output.of("inspect", "-m", "Logistic", jar).returned(1).words())
        .contains("There is no model Logistic in " + jar + "; there are:");
  }

  @Test
  void namesThePageOfTheReport() throws IOException {
    file("target/classes/" + ENTRY, report);
    Path page =
        file(
            "target/generated-sources/annotations/" + MODEL.replace('.', '/') + "Objective.html",
            "");
    String expected = folder.toRealPath().relativize(page.toRealPath()).toString();
    assertThat(Output.of("inspect", folder.resolve("target")).returned(0).out()).contains(expected);
    assertThat(Output.of("inspect", folder.resolve("target/classes")).returned(0).out())
        .contains(expected);
  }

  /** These tests run without a screen. */
  @Test
  void saysWhenAPageCannotBeOpened() throws IOException {
    Path jar = jar("target/models.jar", ENTRY, report);
    assertThat(Output.of("inspect", "--open", jar).returned(0).words()).contains("page not found.");
    file("target/generated-sources/" + MODEL.replace('.', '/') + "Objective.html", "");
    assertThat(Output.of("inspect", "--open", jar).returned(0).words())
        .contains("There is no browser that could be started here");
  }

  @Test
  void listsAClassWithoutReport() throws IOException {
    Path source =
        file(
            "PlainObjective.java",
            """
            abstract class PlainObjective
                extends io.tikhonov.runtime.support.GeneratedObjective<PlainObjective.Batch> {
              record Batch() {}
              PlainObjective() { super(null, 0, 0); }
            }
            """);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString(),
                source.toString());
    assertThat(result).isEqualTo(0);
    Output output = Output.of("inspect", folder.resolve("classes")).returned(0);
    assertThat(output.words())
        .contains("Plain report none: compiled with -Atikhonov.report=html or none");
  }

  @Test
  void placesWithoutModelsAreNamed() throws IOException {
    Path jar = jar("empty.jar", "README", "nothing here");
    assertThat(Output.of("inspect", jar).returned(1).words())
        .contains("There is no compiled objective in " + jar);
    assertThat(Output.of("inspect", folder.resolve("missing.jar")).returned(1).words())
        .contains("There is no file or folder " + folder.resolve("missing.jar"));
    Path text = file("text.jar", "this is no jar");
    assertThat(Output.of("inspect", text).returned(1).words())
        .contains(text + " is neither a jar nor a folder, or it is damaged.");
    Path cut = folder.resolve("cut.jar");
    byte[] whole = Files.readAllBytes(jar("whole.jar", ENTRY, report));
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(Output.of("inspect", cut).returned(1).words())
        .contains(cut + " is neither a jar nor a folder, or it is damaged.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(?s).*|{|it is not JSON",
        "(?s).*|[]|it is not an object",
        "\"format\": ?1|\"format\":2|has format 2, and this command reads format 1",
        "\"format\": ?1|\"format\":\"x\"|format is not a number",
        "\"model\": ?\"[^\"]*\",||model is missing",
        "\"terms\": ?\\[|\"terms\":3,\"other\":[|terms is not a list",
        "\"kind\": ?\"kernel\"|\"kind\":[]|].kind is not a text"
      })
  void damagedReportsAreDescribed(String from, String to, String message) throws IOException {
    String damaged = report.replaceFirst(from, to == null ? "" : to);
    assertThat(damaged).isNotEqualTo(report);
    Output output = Output.of("inspect", jar("damaged.jar", ENTRY, damaged)).returned(1);
    assertThat(output.words()).contains(message);
    assertThat(output.words()).contains(ENTRY + " in " + folder.resolve("damaged.jar"));
  }

  @Test
  void wrongArgumentsShowTheUsage() throws IOException {
    Path jar = jar("models.jar", ENTRY, report);
    for (List<Object> arguments :
        List.<List<Object>>of(
            List.of(),
            List.of("inspect"),
            List.of("inspect", "--what", jar),
            List.of("inspect", "-s", "batch=many", jar),
            List.of("inspect", "-s", "batch=0", jar))) {
      Output output = Output.of(arguments.toArray()).returned(2);
      assertThat(output.error()).contains("Usage: tikhonov");
    }
    assertThat(Output.of("examine", jar).returned(2).error()).contains("'examine'");
  }
}
