package tkv606.wrong;

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
    Tensor p = clamp(sigmoid(x.matmul(w)), 1e-6, 1 - 1e-8); // expect TKV606 warning at "- ": In float 1 - 1e-8 is exactly 1, so this clamp does not keep the value from 1. Use a distance of 1e-6, or precision = Precision.DOUBLE.
    return binaryCrossEntropy(p, bought);
  }
}
