package tkv123.right;

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
    Tensor norms = relu(keepDims(sum(scores, 1)));
    return mean(square(scores.minus(norms)));
  }
}
