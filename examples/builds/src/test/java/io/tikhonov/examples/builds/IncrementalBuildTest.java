package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What incremental builds (Gradle, editors) do: they compile some sources again, among class files
 * of all the others. What is written for a model must be the same as in a full build.
 */
final class IncrementalBuildTest {
  private static final List<String> GENERATED =
      List.of("lib/Helpers_Inline.java", "shop/FirstObjective.java", "shop/SecondObjective.java");

  @TempDir private Path folder;
  private Compilation full;

  @BeforeEach
  void buildInFull() throws IOException {
    full =
        Compilation.of(
                folder.resolve("full"), List.of(), Projects.sources("library", "incremental"))
            .succeeded();
    assertThat(full.files()).containsAtLeastElementsIn(GENERATED);
  }

  @Test
  void eachSourceAloneGivesTheSame() throws IOException {
    for (String source : Projects.sources("library", "incremental")) {
      Path classes = folder.resolve(source.replaceAll("\\W", "_"));
      Compilation alone =
          Compilation.of(classes, List.of(full.classes()), List.of(source)).succeeded();
      for (String file : alone.files()) {
        if (file.endsWith(".java")) {
          assertWithMessage(file).that(code(alone, file)).isEqualTo(code(full, file));
        }
        assertWithMessage("files from " + source).that(full.files()).contains(file);
      }
    }
  }

  /**
   * Two models under one composed annotation, with helpers, from a library that was built before.
   */
  @Test
  void aLibraryGivesTheSameAsItsSource() throws IOException {
    Compilation library =
        Compilation.of(folder.resolve("library"), List.of(), Projects.sources("library"))
            .succeeded();
    Compilation models =
        Compilation.of(
                folder.resolve("models"),
                List.of(library.classes()),
                Projects.sources("incremental"))
            .succeeded();
    for (String model : List.of("shop/FirstObjective.java", "shop/SecondObjective.java")) {
      String text = code(models, model);
      assertThat(text).isEqualTo(code(full, model));
      assertThat(text).contains("AdamW(beta1 = 0.9, ");
      assertThat(text).contains("L1(lambda = 1), proximal");
      assertThat(text).contains("(t + 1)/5 for t");
      assertThat(text).contains("g·min(1, 1/(‖g‖₂ + 1e-6))");
    }
  }

  /**
   * A generated source without the lines that comments name: what comes from a helper has the line
   * in the helper's source if it is compiled, too, and otherwise that of the call.
   */
  private static String code(Compilation compilation, String file) throws IOException {
    return compilation.generated(file).replaceAll("\\w+\\.java:\\d+|line \\d+", "line");
  }

  /** Gradle hands classes over by name when only what was generated from them is out of date. */
  @Test
  void aModelWithoutSourceAsksForAFullBuild() throws IOException {
    List<String> options =
        List.of(
            "-proc:only",
            "-processorpath",
            Jars.path(Jars.processor()),
            "-cp",
            Jars.path(List.of(full.classes()), Jars.tikhonov(), Jars.libraries()));
    Compilation byName =
        Compilation.with(options, folder.resolve("byName"), List.of(), List.of("shop.First"))
            .failed();
    assertThat(byName.output()).contains("[TKV106] The body of First is not available as source");
    assertThat(byName.output()).contains("build the project in full");
  }

  /** The bodies of a superclass are not stored: it has to be compiled together with the model. */
  @Test
  void aSuperclassWithoutSourceIsNamed() throws IOException {
    Path base = Files.writeString(folder.resolve("Base.java"), BASE);
    Path model = Files.writeString(folder.resolve("Derived.java"), DERIVED);
    Path classes = folder.resolve("both");
    Compilation.of(classes, List.of(), List.of(base.toString(), model.toString())).succeeded();
    Compilation alone =
        Compilation.of(
                folder.resolve("alone"),
                List.of(classes),
                new ArrayList<>(List.of(model.toString())))
            .failed();
    assertThat(alone.output())
        .contains("[TKV106] The body of loss is not available as source, and Tikhonov compiles");
  }

  private static final String BASE =
      """
      import io.tikhonov.dsl.*;
      abstract class Base {
        @Parameter(shape = "features") Tensor w;
        @Loss Tensor loss() { return Ops.mean(Ops.square(w.minus(1))); }
      }
      """;

  private static final String DERIVED =
      """
      import io.tikhonov.dsl.*;
      @TrainingObjective
      @Optimizer.SGD(learningRate = 0.1)
      abstract class Derived extends Base {}
      """;
}
