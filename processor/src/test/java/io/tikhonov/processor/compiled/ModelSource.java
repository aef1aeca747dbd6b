package io.tikhonov.processor.compiled;

import com.google.testing.compile.JavaFileObjects;
import javax.tools.JavaFileObject;

/**
 * A model in source.
 *
 * @param ingredients annotations of the class, the optimizer among them
 * @param members fields and methods
 */
record ModelSource(String name, String ingredients, boolean inDouble, String members) {

  /** Plain gradient descent, so that the first step shows the gradient. */
  static final double RATE = 0.125;

  static final String SGD = "@Optimizer.SGD(learningRate = " + RATE + ")";

  static ModelSource of(String name, String members) {
    return new ModelSource(name, SGD, true, members);
  }

  ModelSource with(String ingredients) {
    return new ModelSource(name, ingredients, inDouble, members);
  }

  /** The same model in single precision. */
  ModelSource inFloat() {
    return new ModelSource(name + "Float", ingredients, false, members);
  }

  JavaFileObject file() {
    return JavaFileObjects.forSourceString(
        name,
        """
        import io.tikhonov.dsl.*;
        import static io.tikhonov.dsl.Losses.*;
        import static io.tikhonov.dsl.Ops.*;
        @TrainingObjective(precision = Precision.%s)
        %s
        abstract class %s {
        %s
        }
        """
            .formatted(inDouble ? "DOUBLE" : "FLOAT", ingredients, name, members));
  }
}
