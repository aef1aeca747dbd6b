import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective // expect TKV104 at "@TrainingObjective": NoOptimizer needs an @Optimizer: none says how w1 is trained.
abstract class NoOptimizer {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;



  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
