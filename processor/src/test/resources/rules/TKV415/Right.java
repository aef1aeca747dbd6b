package tkv415.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Ratings {
  @Parameter(shape = {"users", "rank"}, init = Init.NORMAL, initScale = 0.1)
  Tensor u;

  @Parameter(shape = {"items", "rank"}, init = Init.ZEROS)
  Tensor v;

  @Loss
  Tensor error(
      @Shape("batch") Labels user, @Shape("batch") Labels item, @Shape("batch") Tensor stars) {
    return meanSquaredError(sum(gather(u, user).times(gather(v, item)), 1), stars);
  }
}
