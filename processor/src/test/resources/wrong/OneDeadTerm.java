import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class OneDeadTerm {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor frozen(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(stopGradient(x.matmul(w1))); // expect TKV302 warning at "stopGradient": frozen goes through stopGradient, whose derivative is 0, so this term trains nothing.
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
