package shop;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Price {
  @Parameter(shape = "features")
  Tensor w;

  @Predict
  Tensor price(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(w);
  }

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(price(x), y);
  }
}
