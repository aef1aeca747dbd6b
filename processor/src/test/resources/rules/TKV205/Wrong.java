package tkv205.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor confidence(@Shape({"batch", "pixels"}) Tensor x) {
    return sum(square(x.matmul(w))); // expect TKV205 warning at "sum": confidence sums over the batch and crossEntropy takes the mean, so the weight of confidence grows with the batch size (64 times at batch 64). Use mean(...), and let lambda set the weight.
  }
}
