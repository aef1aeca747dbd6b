import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Optimizer.AdamW // expect TKV103 at "@Optimizer.AdamW": @Optimizer.SGD and @Optimizer.AdamW both stand on DoubleOptimizer
abstract class DoubleOptimizer {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;



  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
