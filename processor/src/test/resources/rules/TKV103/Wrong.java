package tkv103.wrong;

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
  Tensor scores(@Shape({"batch", "features"}) Tensor x) { // expect TKV103 at "x)": Input "x" is (batch, pixels) in crossEntropy and (batch, features) in scores, but parameters of one name are one input. Rename one of them, or give both the same type and @Shape.
    return x.matmul(w);
  }
}
