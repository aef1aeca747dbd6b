package tkv515.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Average.SWA // expect TKV515 warning at "@Average": The averaged weights never saw the data, so the running mean and variance of batchNorm do not fit them. Use layerNorm, or compute the statistics anew in one pass over the training data.
abstract class DigitNetwork {
  @Parameter(shape = {"pixels", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(relu(batchNorm(x.matmul(w1))).matmul(w2), y);
  }
}
