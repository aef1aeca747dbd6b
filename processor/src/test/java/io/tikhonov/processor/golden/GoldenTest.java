package io.tikhonov.processor.golden;

import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.emit.CompilerVersion;
import io.tikhonov.runtime.support.VectorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The text of some generated classes, as it lies in {@code src/test/resources/golden}.
 *
 * <p>Who changes what the compiler writes looks at the difference there before it is committed. The
 * files are written anew by {@code mvn -pl processor -am test -Dtest=GoldenTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtikhonov.golden=write}.
 */
final class GoldenTest {

  private static final String PROPERTY = "tikhonov.golden";
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DigitClassifier",
        "models/SparseLogisticRegression",
        "models/GraphSmoothedClassifier",
        "models/ImageDenoiser"
      })
  void generatedTextIsTheKnownOne(String name) throws IOException {
    String model = Examples.model(name);
    compare(
        Examples.sources(Examples.compile(List.of(model))).get(model + "Objective.java"),
        FOLDER.resolve(Path.of(model).getFileName() + "Objective.java"));
  }

  /** How vectors reach memory depends on the JDK. */
  @ParameterizedTest
  @ValueSource(strings = {"DigitClassifier", "models/SparseLogisticRegression"})
  void vectorKernelsAreTheKnownOnes(String name) throws IOException {
    String model = Examples.model(name);
    String jdk = VectorApi.current() == VectorApi.BYTE_BUFFER ? "Jdk17" : "Jdk25";
    compare(
        Examples.sources(Examples.compileWithVectors(List.of(model)))
            .get(model + "ObjectiveSimd.java"),
        FOLDER.resolve(Path.of(model).getFileName() + "ObjectiveSimd." + jdk + ".java"));
  }

  /** The version of the compiler does not count, so that releases leave the files alone. */
  private static void compare(String generated, Path file) throws IOException {
    String text = generated.replace(CompilerVersion.TEXT, "VERSION");
    if ("write".equals(System.getProperty(PROPERTY))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertWithMessage(
            "%s; if the change is wanted, run the test with -D%s=write and look at the difference",
            file.getFileName(), PROPERTY)
        .that(text)
        .isEqualTo(Files.readString(file).replace("\r\n", "\n"));
  }
}
