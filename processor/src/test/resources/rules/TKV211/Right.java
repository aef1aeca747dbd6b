package tkv211.right;

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
    Tensor x = reshape(image, "batch", "784");
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
