package tkv501.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class FlatMinimum {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  Tensor crossEntropy(Tensor x, Labels y) {
    return softmaxCrossEntropy(tanh(x.matmul(w1)).matmul(w2), y);
  }

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return crossEntropy(x, y);
  }

  @Regularize(lambda = 0.1)
  @SuppressWarnings("TKV701")
  Tensor steepness(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return norm(gradient(crossEntropy(x, y), w2));
  }
}
