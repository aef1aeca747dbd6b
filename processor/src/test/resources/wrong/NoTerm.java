import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective // expect TKV104 at "@TrainingObjective": NoTerm has neither a @Loss nor a @Regularize method
@Optimizer.SGD(learningRate = 0.1)
abstract class NoTerm {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Predict
  Tensor logits(@Shape({"batch", "pixels"}) Tensor x) {
    return x.matmul(w1);
  }
}
