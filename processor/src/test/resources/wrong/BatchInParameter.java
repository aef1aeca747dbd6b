import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class BatchInParameter {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = {"batch", "pixels"}) // expect TKV208 at "\"batch\"": memory has the dimension batch, whose size changes from call to call. For one row per training example use a fixed dimension such as "samples" and gather(...) by index.
  Tensor memory;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
