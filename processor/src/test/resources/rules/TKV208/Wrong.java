package tkv208.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Memory {
  @Parameter(shape = {"batch", "classes"}) // expect TKV208 at "\"batch\"": scores has the dimension batch, whose size changes from call to call. For one row per training example use a fixed dimension such as "samples" and gather(...) by index.
  Tensor scores;

  @Loss
  Tensor fit(@Shape("batch") Labels row, @Shape({"batch", "classes"}) Tensor target) {
    return meanSquaredError(gather(scores, row), target);
  }
}
