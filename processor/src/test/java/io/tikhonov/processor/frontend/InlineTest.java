package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.nio.file.Path;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helpers in other files keep their bodies in a class file. */
class InlineTest {
  private static final JavaFileObject HELPERS =
      JavaFileObjects.forSourceString(
          "lib.Helpers",
          """
          package lib;
          import static io.tikhonov.dsl.Ops.*;
          import io.tikhonov.dsl.*;
          import static java.lang.Math.sqrt;
          public final class Helpers {
            static final double SLOPE = 0.25;
            private static final String AXIS = "n";
            private Helpers() {}
            @Inline public static Tensor scaled(Tensor x, double by) {
              Tensor h = x.times(by * sqrt(4)); // a comment with "quotes" and \\ backslash
              for (int i = 0; i < 2; i++) { h = h.plus(SLOPE); }
              return nested(h);
            }
            @Inline static Tensor nested(Tensor x) {
              double one = SLOPE > 0 ? 1 : 2.5;
              var y = Ops.iterate(2, x, v -> v.plus(one / 2));
              return sum(leakyRelu(y, SLOPE), AXIS).plus(Math.PI - Math.PI);
            }
            @Inline public static Tensor total(Tensor... parts) {
              Tensor all = parts[0];
              for (int i = 1; i < parts.length; i++) { all = all.plus(parts[i]); }
              return all;
            }
          }
          """);

  private static final JavaFileObject MODEL =
      Models.source(
          "M",
          "@TrainingObjective @Optimizer.SGD(learningRate = 0.1) abstract class M {",
          "@Parameter(shape = \"n\") Tensor w;",
          "@Loss Tensor loss() { return lib.Helpers.scaled(w, 1); }",
          "@Predict Tensor f() { return lib.Helpers.scaled(w, 1); }",
          "@Predict Tensor g() { return lib.Helpers.total(w, w, w); }",
          "}");

  @Test
  void togetherWithTheModelTheTreeIsUsed() {
    check(Models.read(MODEL, HELPERS).get("M"));
  }

  @Test
  void fromTheClassFileTheStoredBodyIsUsed(@TempDir Path classes) throws Exception {
    Compilation library =
        javac()
            .withOptions("-Xlint:all,-processing")
            .withProcessors(new ReadingProcessor())
            .compile(HELPERS);
    assertThat(library).succeededWithoutWarnings();
    DeclarationsTest.write(library, classes);
    ReadingProcessor processor = new ReadingProcessor();
    Compilation compilation =
        javac()
            .withProcessors(processor)
            .withClasspath(DeclarationsTest.classpath(classes))
            .compile(MODEL);
    assertThat(compilation).succeededWithoutWarnings();
    check(processor.models().get("M"));
  }

  private static void check(io.tikhonov.processor.model.ObjectiveModel model) {
    // w·2 + 0.5, then twice + 0.5: (3.5, 5.5, 9.5).
    assertThat(Evaluations.of(model, "f")).usingTolerance(1e-12).containsExactly(18.5);
    assertThat(Evaluations.of(model, "g")).usingExactEquality().containsExactly(3, 6, 12).inOrder();
  }

  @Test
  void problemsInAStoredBodyAreShownAtTheCall(@TempDir Path classes) throws Exception {
    DeclarationsTest.write(
        javac().withProcessors(new ReadingProcessor()).compile(HELPERS), classes);
    Compilation compilation =
        javac()
            .withProcessors(new ReadingProcessor())
            .withClasspath(DeclarationsTest.classpath(classes))
            .compile(
                Models.source(
                    "M",
                    "@TrainingObjective @Optimizer.SGD(learningRate = 0.1) abstract class M {",
                    "@Parameter(shape = \"m\") Tensor w;",
                    "@Loss Tensor loss() { return lib.Helpers.scaled(w, 1); }",
                    "}"));
    assertThat(compilation).hadErrorCount(1);
    assertThat(compilation)
        .hadErrorContaining("[TKV204] sum(..., \"n\"): the operand is (m) and has no n.")
        .inFile(compilation.sourceFiles().get(0))
        .onLine(6)
        .atColumn(41);
  }

  @Test
  void aLibraryCompiledWithoutTheProcessorIsNamed(@TempDir Path classes) throws Exception {
    DeclarationsTest.write(javac().withOptions("-proc:none").compile(HELPERS), classes);
    Compilation compilation =
        javac()
            .withProcessors(new ReadingProcessor())
            .withClasspath(DeclarationsTest.classpath(classes))
            .compile(MODEL);
    assertThat(compilation)
        .hadErrorContaining(
            "[TKV106] lib.Helpers.scaled is an @Inline helper without a stored body");
  }

  @Test
  void aHelperElsewhereNeedsTheAnnotation() {
    Compilation compilation =
        javac()
            .withProcessors(new ReadingProcessor())
            .compile(
                MODEL,
                JavaFileObjects.forSourceString(
                    "lib.Helpers",
                    """
                    package lib; import io.tikhonov.dsl.*; public class Helpers {
                    public static Tensor scaled(Tensor x, double by) { return Ops.sum(x); }
                    @Inline public static Tensor total(Tensor... x) { return x[0]; } }
                    """));
    assertThat(compilation)
        .hadErrorContaining("[TKV109] scaled is declared in another file than M");
  }

  @Test
  void whatCannotBeStoredIsAnErrorInTheHelper() {
    Compilation compilation =
        javac()
            .withProcessors(new ReadingProcessor())
            .compile(
                JavaFileObjects.forSourceString(
                    "lib.Bad",
                    """
                    package lib; import io.tikhonov.dsl.*;
                    class Bad {
                      static final double ROOT = Math.sqrt(2);
                      static Tensor plain(Tensor x) { return x; }
                      @Inline static Tensor a(Tensor x) { return x.times(ROOT); }
                      @Inline static Tensor b(Tensor x) { return plain(x); }
                      @Inline Tensor c(Tensor x) { return x; }
                      @Inline static Tensor d(Tensor x) { return x; }
                      @Inline static Tensor d(double x) { return null; }
                    }
                    """));
    assertThat(compilation).hadErrorCount(4);
    assertThat(compilation)
        .hadErrorContaining("[TKV128] ROOT is used in an @Inline method, but it is no compile-time")
        .inFile(compilation.sourceFiles().get(0))
        .onLine(5)
        .atColumn(54);
    assertThat(compilation)
        .hadErrorContaining("[TKV128] plain is called in an @Inline method")
        .inFile(compilation.sourceFiles().get(0))
        .onLine(6);
    assertThat(compilation).hadErrorContaining("[TKV128] @Inline on c: only a static method");
    assertThat(compilation).hadErrorContaining("[TKV128] d has two @Inline overloads");
  }
}
