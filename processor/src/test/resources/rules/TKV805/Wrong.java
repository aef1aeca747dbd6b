package tkv805.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Gated {
  @Parameter(shape = "features")
  Tensor w;

  @Parameter(shape = "features")
  Tensor gate;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor open = greater(noise(sigmoid(gate), 0.3), 0.5); // expect TKV805 warning at "greater": greater(noise(sigmoid(gate), 0.3), 0.5) compares noise with a value of gate, and the derivative of a comparison is 0, so gate gets no gradient. Use a relaxed gate (sigmoid((log odds + noise) / temperature)), straight-through, or a score-function estimator.
    return meanSquaredError(x.times(open).matmul(w), y);
  }
}
