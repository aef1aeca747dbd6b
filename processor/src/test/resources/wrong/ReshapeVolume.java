import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class ReshapeVolume {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor wrong(@Shape({"batch", "28", "28"}) Tensor image) {
    return mean(reshape(image, "batch", "700")).times(sum(w1)); // expect TKV211 at "reshape": reshape from (batch, 28, 28) to (batch, 700) changes 784*batch values to 700*batch. Write "784" in place of "700".
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
