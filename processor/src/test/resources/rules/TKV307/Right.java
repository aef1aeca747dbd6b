package tkv307.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class Oscillator {
  @Parameter(shape = {"1", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  @Loss
  Tensor residual(@Shape({"points", "1"}) Tensor t) {
    Tensor u = tanh(t.matmul(w1).plus(b1)).matmul(w2);
    Tensor velocity = gradient(sum(u), t);
    Tensor acceleration = gradient(sum(velocity), t);
    return mean(square(acceleration.plus(u)));
  }
}
