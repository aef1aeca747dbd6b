package tkv415.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Ratings {
  @Parameter(shape = {"users", "rank"}, init = Init.ZEROS) // expect TKV415 warning at ".ZEROS": u and v both start at 0, where the gradient of each is a multiple of the others: they stay 0 for ever unless you put other values in. Start one of them at a random value (LoRA: A random, B = 0).
  Tensor u;

  @Parameter(shape = {"items", "rank"}, init = Init.ZEROS)
  Tensor v;

  @Loss
  Tensor error(
      @Shape("batch") Labels user, @Shape("batch") Labels item, @Shape("batch") Tensor stars) {
    return meanSquaredError(sum(gather(u, user).times(gather(v, item)), 1), stars);
  }
}
