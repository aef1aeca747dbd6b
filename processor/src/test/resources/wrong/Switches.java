import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Switches {
  int mode;

  @Parameter(shape = "n")
  Tensor w;

  @Loss
  Tensor loss() {
    switch (mode) { // expect TKV109 at "mode": mode is an ordinary field and has no value
      case 1:
        return sum(w);
      default:
        return sum(square(w));
    }
  }
}
