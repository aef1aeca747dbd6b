import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Unreached {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = {"pixels", "hidden"})
  @Regularize.L2(lambda = 1e-3)
  Tensor w3; // expect TKV111 warning at "w3": No loss reaches w3: only its penalty L2 moves it, straight to 0. Use w3 in the loss, make it a @Constant, or delete it.

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
