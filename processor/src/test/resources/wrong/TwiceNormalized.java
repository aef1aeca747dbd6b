import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class TwiceNormalized {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Loss
  Tensor again(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(softmax(x.matmul(w1), 1), y); // expect TKV207 warning at "softmax(x": softmaxCrossEntropy expects logits but gets softmax(...): softmax is applied twice, and the loss cannot fall below log(1 + (K - 1)/e) for K = classes. Pass the logits themselves.
  }

  @Regularize(lambda = 0.1)
  Tensor binary(@Shape({"batch", "pixels"}) Tensor x, @Shape({"batch", "classes"}) Tensor t) {
    Tensor p = sigmoid(x.matmul(w1));
    return sigmoidCrossEntropy(p, t); // expect TKV207 warning at "p,": sigmoid is applied twice
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
