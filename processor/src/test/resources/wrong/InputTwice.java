import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class InputTwice {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    return relu(x);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) { // expect TKV103 at "x,": Input "x" is (batch, features) in logits and (batch, pixels) in crossEntropy, but parameters of one name are one input. Rename one of them
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
