package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.TikhonovProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Names that the compiler does not know, or not yet. */
class UnresolvedNamesTest {
  private static final String SGD = "@TrainingObjective @Optimizer.SGD(learningRate = 0.1) ";

  /** Another processor, which writes a helper in its first round. */
  private static final class Neighbour extends AbstractProcessor {
    private boolean done;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer writer = processingEnv.getFiler().createSourceFile("Late").openWriter()) {
          writer.write("final class Late { static final double FACTOR = 2; }");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  private static JavaFileObject model(String expression) {
    return Models.source(
        "M",
        SGD + "abstract class M {",
        "@Parameter(shape = \"n\") Tensor w;",
        "@Loss Tensor loss() { return " + expression + "; }",
        "}");
  }

  @Test
  void theCompilerReportsThemOnce() {
    Compilation compilation =
        javac().withProcessors(new TikhonovProcessor()).compile(model("sum(unknown(w))"));
    assertThat(compilation).hadErrorCount(1);
    assertThat(compilation).hadErrorContaining("cannot find symbol");
  }

  @Test
  void otherProcessorsMayStillWriteThem() {
    Compilation compilation =
        javac()
            .withProcessors(new Neighbour(), new TikhonovProcessor())
            .compile(model("sum(w.times(Late.FACTOR))"));
    assertThat(compilation).succeededWithoutWarnings();
    assertThat(compilation).generatedSourceFile("MObjective");
  }

  /** The class that is about to be generated may be used everywhere, also in the model. */
  @Test
  void theGeneratedClassMayBeUsedInTheModel() {
    Compilation compilation =
        javac()
            .withOptions("-Xlint:all,-processing")
            .withProcessors(new TikhonovProcessor())
            .compile(
                Models.source(
                    "M",
                    SGD + "abstract class M {",
                    "@Parameter(shape = \"n\") Tensor w;",
                    "@Loss Tensor loss() { return sum(square(w)); }",
                    "static MObjective make() { return MObjective.builder().n(3).build(); }",
                    "}"),
                JavaFileObjects.forSourceString(
                    "Use", "class Use { Object made = M.make().parameters(); }"));
    assertThat(compilation).succeededWithoutWarnings();
  }
}
