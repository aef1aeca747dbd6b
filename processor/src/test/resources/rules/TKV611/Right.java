package tkv611.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class HardPairs {
  @Parameter(shape = {"features", "outputs"})
  Tensor w;

  @Loss
  Tensor hardest(
      @Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor t) {
    Tensor errors = square(x.matmul(w).minus(t));
    Tensor hard = greater(stopGradient(errors), 1);
    return sum(errors.times(hard)).div(maximum(sum(hard), 1));
  }
}
