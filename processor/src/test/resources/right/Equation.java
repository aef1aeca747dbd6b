import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** A network for u'' + u = 0, with points inside and on the boundary. */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 1e-2)
@Schedule.Exponential(factor = 0.999)
abstract class Equation {
  @Parameter(shape = {"1", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  @Predict
  Tensor u(@Shape({"points", "1"}) Tensor x) {
    return tanh(x.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss
  Tensor residual(@Shape({"interior", "1"}) Tensor inside) {
    Tensor value = u(inside);
    Tensor slope = gradient(sum(value), inside);
    Tensor curvature = gradient(sum(slope), inside);
    return mean(square(curvature.plus(value)));
  }

  @Loss(weight = 10)
  Tensor boundary(
      @Shape({"boundary", "1"}) Tensor ends, @Shape({"boundary", "1"}) Tensor values) {
    return meanSquaredError(u(ends), values);
  }
}
