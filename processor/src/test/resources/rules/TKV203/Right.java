package tkv203.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Line {
  @Parameter(shape = {"features", "1"})
  Tensor slope;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(sum(x.matmul(slope), -1), y);
  }
}
