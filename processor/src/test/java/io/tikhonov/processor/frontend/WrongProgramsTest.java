package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong programs get exactly the diagnostics that they announce, and right ones none. */
class WrongProgramsTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  /** The processor that is tested. */
  private static Processor processor() {
    return new ReadingProcessor();
  }

  static Stream<Path> wrong() throws IOException {
    return sources("wrong");
  }

  static Stream<Path> right() throws IOException {
    return sources("right");
  }

  private static Stream<Path> sources(String folder) throws IOException {
    Path here = Files.exists(RESOURCES) ? RESOURCES : Path.of("processor").resolve(RESOURCES);
    try (Stream<Path> files = Files.list(here.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList().stream();
    }
  }

  private static List<Diagnostic<? extends JavaFileObject>> compile(Path file)
      throws IOException {
    Compilation compilation =
        javac()
            .withOptions("-Xlint:all,-processing")
            .withProcessors(processor())
            .compile(JavaFileObjects.forResource(file.toUri().toURL()));
    return compilation.diagnostics();
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongProgramGetsItsDiagnostics(Path file) throws IOException {
    List<Expectation> missing = new ArrayList<>(Expectation.in(Files.readString(file)));
    assertWithMessage("%s announces something", file).that(missing).isNotEmpty();
    List<String> unexpected = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> found : compile(file)) {
      boolean expected =
          missing.stream()
              .filter(e -> e.matches(found))
              .findFirst()
              .map(missing::remove)
              .orElse(false);
      if (!expected) {
        unexpected.add(
            "%d:%d %s %s"
                .formatted(
                    found.getLineNumber(),
                    found.getColumnNumber(),
                    found.getKind(),
                    found.getMessage(null)));
      }
    }
    assertWithMessage("%s: missing %s, unexpected", file.getFileName(), missing)
        .that(unexpected)
        .isEmpty();
    assertWithMessage("%s: missing", file.getFileName()).that(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("right")
  void rightProgramGetsNone(Path file) throws IOException {
    assertWithMessage("%s", file.getFileName())
        .that(compile(file).stream().map(Object::toString).toList())
        .isEmpty();
  }
}
