package tkv701.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Flat {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  Tensor crossEntropy(Tensor x, Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return crossEntropy(x, y);
  }

  @Regularize(lambda = 0.1)
  Tensor gradientNorm(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) { // expect TKV701 note at "gradientNorm": A step costs about 3 gradient computations: gradientNorm differentiates a gradient, and each is differentiated again (double backpropagation). The report lists them.
    return sum(square(gradient(crossEntropy(x, y), w)));
  }
}
