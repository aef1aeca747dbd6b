package tkv606.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Purchases {
  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor loss(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor bought) {
    Tensor p = clamp(sigmoid(x.matmul(w)), 1e-6, 1 - 1e-6);
    return binaryCrossEntropy(p, bought);
  }
}
