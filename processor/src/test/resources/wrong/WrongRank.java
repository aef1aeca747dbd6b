import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class WrongRank {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor wrong(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor a = logDet(w1); // expect TKV209 at "w1": logDet needs a square matrix, but w1 is (pixels, classes).
    Tensor b = conv2d(x, w1); // expect TKV209 at "x": conv2d needs images (batch, channels, height, width), but x is (batch, pixels).
    return a.plus(sum(b));
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
