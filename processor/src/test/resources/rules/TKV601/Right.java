package tkv601.right;

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
    Tensor logProbability = logSoftmax(x.matmul(w), 1);
    return mean(sum(target.times(logProbability), 1)).negate();
  }
}
