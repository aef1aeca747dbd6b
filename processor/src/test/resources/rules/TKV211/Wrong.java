package tkv211.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Images {
  @Parameter(shape = {"784", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "28", "28"}) Tensor image, @Shape("batch") Labels y) {
    Tensor x = reshape(image, "batch", "748"); // expect TKV211 at "reshape": reshape from (batch, 28, 28) to (batch, 748) changes 784*batch values to 748*batch. Write "784" in place of "748".
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
