package tkv501.wrong;

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
    return flooded(crossEntropy(x, y), 0.05);
  }

  @Regularize(lambda = 0.1)
  @SuppressWarnings("TKV701")
  Tensor steepness(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) { // expect TKV501 warning at "steepness": fit already penalises the norm of the gradient to first order (a gradient norm, or flooding, which ascends and descends in turn), and steepness adds it again. Keep one.
    return norm(gradient(crossEntropy(x, y), w2));
  }
}
