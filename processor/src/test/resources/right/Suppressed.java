import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** Warnings that are switched off where they point, or on the class. */
@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@SuppressWarnings("TKV111")
abstract class Suppressed {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Parameter(shape = "n")
  Tensor spare;

  @Parameter(shape = "classes")
  @Regularize.L1(lambda = 1e-3, mode = Mode.COUPLED)
  @SuppressWarnings({"TKV301", "unused"})
  Tensor b;

  @Loss
  Tensor loss(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w).plus(b), y);
  }

  @SuppressWarnings("TKV205")
  @Regularize(lambda = 0.1)
  Tensor total(@Shape({"batch", "features"}) Tensor x) {
    return sum(square(x.matmul(w)));
  }
}
