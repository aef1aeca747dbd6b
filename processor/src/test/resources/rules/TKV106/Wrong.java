package tkv106.wrong;

import static io.tikhonov.dsl.Losses.*;

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

  @Predict
  abstract Tensor logits(@Shape({"batch", "pixels"}) Tensor x); // expect TKV106 at "logits": The body of logits is not available as source, and Tikhonov compiles bodies. Override it in Digits, or compile with javac.
}
