import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class ExcludingConstraints {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = {"pixels", "classes"})
  @Constrain.Box(min = 0, max = 1)
  @Constrain.MaxNorm(radius = 1) // expect TKV112 at "@Constrain.MaxNorm": w2: no projection on both @Constrain.Box and @Constrain.MaxNorm is known.
  Tensor w2;

  @Regularize(lambda = 1)
  Tensor size() {
    return sum(square(w2));
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
