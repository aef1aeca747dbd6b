import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NoAverage {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor consistency(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(square(x.matmul(w1).minus(averaged(x.matmul(w1))))); // expect TKV104 at "averaged": averaged(...) uses w1, which has no average. Put @Average.EMA on w1 or on the class.
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
