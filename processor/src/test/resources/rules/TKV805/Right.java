package tkv805.right;

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
    Tensor open = sigmoid(noise(gate, 0.3));
    return meanSquaredError(x.times(open).matmul(w), y);
  }
}
