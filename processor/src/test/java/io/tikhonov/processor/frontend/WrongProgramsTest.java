package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.TikhonovProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong programs get exactly the diagnostics that they announce, and right ones none. All programs
 * of a folder are compiled together, which is faster than one after the other.
 */
class WrongProgramsTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private static List<Diagnostic<? extends JavaFileObject>> ofWrong;
  private static List<Diagnostic<? extends JavaFileObject>> ofRight;

  /** The processor that is tested. */
  private static Processor processor() {
    return new TikhonovProcessor();
  }

  static List<Path> wrong() throws IOException {
    return programs("wrong");
  }

  static List<Path> right() throws IOException {
    return programs("right");
  }

  private static List<Path> programs(String folder) throws IOException {
    Path here = Files.exists(RESOURCES) ? RESOURCES : Path.of("processor").resolve(RESOURCES);
    try (Stream<Path> files = Files.list(here.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }

  @BeforeAll
  static void compile() throws IOException {
    ofWrong = new ArrayList<>();
    List<Path> together = new ArrayList<>();
    for (Path program : wrong()) {
      // The compiler does not show its own errors beside those of a processor.
      if (Files.readString(program).contains("// expect javac")) {
        ofWrong.addAll(compile(List.of(program)));
      } else {
        together.add(program);
      }
    }
    ofWrong.addAll(compile(together));
    ofRight = compile(right());
  }

  private static List<Diagnostic<? extends JavaFileObject>> compile(List<Path> programs)
      throws MalformedURLException {
    List<JavaFileObject> files = new ArrayList<>();
    for (Path program : programs) {
      files.add(JavaFileObjects.forResource(program.toUri().toURL()));
    }
    Compilation compilation =
        javac()
            .withOptions("-Xlint:all,-processing", "-Xmaxerrs", "1000", "-Xmaxwarns", "1000")
            .withProcessors(processor())
            .compile(files);
    return compilation.diagnostics();
  }

  private static List<Diagnostic<? extends JavaFileObject>> in(
      Path program, List<Diagnostic<? extends JavaFileObject>> all) {
    return all.stream()
        .filter(
            d ->
                d.getSource() == null
                    || d.getSource().getName().endsWith("/" + program.getFileName()))
        .toList();
  }

  private static String describe(Diagnostic<? extends JavaFileObject> found) {
    return "%d:%d %s %s"
        .formatted(
            found.getLineNumber(),
            found.getColumnNumber(),
            found.getKind(),
            found.getMessage(null));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongProgramGetsItsDiagnostics(Path program) throws IOException {
    List<Expectation> missing = new ArrayList<>(Expectation.in(Files.readString(program)));
    assertWithMessage("%s announces something", program).that(missing).isNotEmpty();
    List<String> unexpected = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> found : in(program, ofWrong)) {
      boolean expected =
          missing.stream()
              .filter(e -> e.matches(found))
              .findFirst()
              .map(missing::remove)
              .orElse(false);
      if (!expected) {
        unexpected.add(describe(found));
      }
    }
    assertWithMessage("%s: missing %s, unexpected", program.getFileName(), missing)
        .that(unexpected)
        .isEmpty();
    assertWithMessage("%s: missing", program.getFileName()).that(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("right")
  void rightProgramGetsNone(Path program) {
    assertWithMessage("%s", program.getFileName())
        .that(in(program, ofRight).stream().map(WrongProgramsTest::describe).toList())
        .isEmpty();
  }
}
