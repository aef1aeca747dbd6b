import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
abstract class NoOptimizer { // expect TKV104 at "class": NoOptimizer needs an @Optimizer: none says how w1 is trained.
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;



  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
