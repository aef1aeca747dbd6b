package tkv123.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor confidence(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor scores = x.matmul(w);
    Tensor norms = keepDims(relu(sum(scores, 1))); // expect TKV123 at "relu": keepDims stands around a reduction call such as sum(x, 1), but relu(sum(scores, 1)) is none.
    return mean(square(scores.minus(norms)));
  }
}
