import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

class PrivateModel {
  @TrainingObjective
  @Optimizer.SGD(learningRate = 0.1)
  private abstract static class Hidden { // expect TKV105 at "class": Hidden is private, and the class that is generated beside it could not be used.
    @Parameter(shape = "n")
    Tensor w;

    @Loss
    Tensor size() {
      return sum(square(w));
    }
  }
}
