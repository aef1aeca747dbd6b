package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.model.ObjectiveModel;
import java.util.Arrays;
import java.util.Map;
import javax.tools.JavaFileObject;

/** Compiles small models in tests. */
public final class Models {
  private Models() {}

  /** A source file of the unnamed package with the usual imports before its text. */
  public static JavaFileObject source(String name, String... lines) {
    return JavaFileObjects.forSourceString(
        name,
        """
        import io.tikhonov.dsl.*;
        import static io.tikhonov.dsl.Losses.*;
        import static io.tikhonov.dsl.Ops.*;
        """
            + String.join("\n", lines));
  }

  /** The models in source files that must compile without any diagnostic. */
  public static Map<String, ObjectiveModel> read(JavaFileObject... files) {
    ReadingProcessor processor = new ReadingProcessor();
    Compilation compilation =
        javac().withOptions("-Xlint:all,-processing").withProcessors(processor).compile(files);
    assertWithMessage(Arrays.toString(files))
        .that(compilation.diagnostics().stream().map(Object::toString).toList())
        .isEmpty();
    return processor.models();
  }

  /**
   * A model called M.
   *
   * @param members its fields and methods
   */
  public static ObjectiveModel model(String... members) {
    return read(source(
            "M",
            "@TrainingObjective @Optimizer.SGD(learningRate = 0.1) abstract class M {",
            String.join("\n", members),
            "}"))
        .get("M");
  }
}
