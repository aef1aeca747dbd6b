package tkv601.wrong;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Distilled {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor likelihood(
      @Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor target) {
    Tensor logProbability = log(softmax(x.matmul(w), 1)); // expect TKV601 note at "log(": log(softmax(x.matmul(w), 1)) loses everything below 1e-38 and is compiled as logSoftmax(x.matmul(w), 1).
    return mean(sum(target.times(logProbability), 1)).negate();
  }
}
