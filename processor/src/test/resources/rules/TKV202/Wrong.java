package tkv202.wrong;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Line {
  @Parameter(shape = "features")
  Tensor slope;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return square(x.matmul(slope).minus(y)); // expect TKV202 at "return": fit must return a scalar but has (batch) left. Finish with mean(..., "batch") to match the built-in losses, or sum(...).
  }
}
