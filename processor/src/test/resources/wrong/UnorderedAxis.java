import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class UnorderedAxis {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.TotalVariation(lambda = 1e-3, axes = 1) // expect TKV210 warning at "1)": Total variation along classes of w1 pulls neighbouring class numbers together, and their order is arbitrary.
  Tensor w1;



  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
