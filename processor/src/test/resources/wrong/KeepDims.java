import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class KeepDims {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor wrong(@Shape({"batch", "pixels"}) Tensor x) {
    return sum(keepDims(relu(sum(x, 1))).times(x)).times(sum(w1)); // expect TKV123 at "relu": keepDims stands around a reduction call such as sum(x, 1), but relu(sum(x, 1)) is none.
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
