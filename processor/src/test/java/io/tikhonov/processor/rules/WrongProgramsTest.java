package io.tikhonov.processor.rules;

import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong programs get exactly the diagnostics that they announce, and right ones none, beyond the
 * one program of each that every rule has. All programs of a folder are compiled together, which is
 * faster than one after the other.
 */
final class WrongProgramsTest {
  private static List<Diagnostic<? extends JavaFileObject>> ofWrong;
  private static List<Diagnostic<? extends JavaFileObject>> ofRight;

  static List<Path> wrong() {
    return Programs.in(Programs.folder("wrong"));
  }

  static List<Path> right() {
    return Programs.in(Programs.folder("right"));
  }

  @BeforeAll
  static void compile() {
    ofWrong = new ArrayList<>();
    List<Path> together = new ArrayList<>();
    for (Path program : wrong()) {
      // The compiler does not show its own errors beside those of a processor.
      if (Programs.text(program).contains("// expect javac")) {
        ofWrong.addAll(Programs.diagnostics(List.of(program)));
      } else {
        together.add(program);
      }
    }
    ofWrong.addAll(Programs.diagnostics(together));
    ofRight = Programs.diagnostics(right());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongProgramGetsItsDiagnostics(Path program) {
    List<Expectation> announced = Expectation.in(Programs.text(program));
    assertWithMessage("%s announces something", program).that(announced).isNotEmpty();
    assertWithMessage("%s", program.getFileName())
        .that(Expectation.differences(announced, Programs.of(program, ofWrong)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("right")
  void rightProgramGetsNone(Path program) {
    assertWithMessage("%s", program.getFileName())
        .that(Programs.of(program, ofRight).stream().map(Expectation::describe).toList())
        .isEmpty();
  }
}
