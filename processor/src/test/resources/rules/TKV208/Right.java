package tkv208.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Memory {
  @Parameter(shape = {"samples", "classes"})
  Tensor scores;

  @Loss
  Tensor fit(@Shape("batch") Labels row, @Shape({"batch", "classes"}) Tensor target) {
    return meanSquaredError(gather(scores, row), target);
  }
}
