import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** Sums over features and means over rows, in every order. */
@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
@Regularize.L2(lambda = 1e-4, mode = Mode.COUPLED)
abstract class RowReductions {
  @Parameter(shape = {"features", "outputs"})
  Tensor w;

  @Parameter(shape = "outputs", role = Role.BIAS)
  Tensor b;

  @Loss
  Tensor squared(
      @Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor t) {
    return mean(sum(square(x.matmul(w).plus(b).minus(t)), "outputs"));
  }

  @Regularize(lambda = 0.1)
  Tensor spread(@Shape({"batch", "features"}) Tensor x) {
    Tensor h = x.matmul(w);
    return sum(relu(sqrt(variance(h, 0).plus(1e-4)).negate().plus(1)));
  }

  @Regularize(lambda = 0.01)
  Tensor size() {
    return norm(w).plus(sum(square(b)));
  }
}
