import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class IntegerDivision {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  static final int HALF = 2;

  @Regularize(lambda = 0.1)
  Tensor smoothness() {
    return sum(square(w1)).times(1 / 2); // expect TKV110 warning at "/ 2": 1 / 2 is integer division and gives 0, so the term smoothness is multiplied by 0. Write 1.0 / 2.
  }

  @Regularize(lambda = 0.1)
  Tensor product() {
    double factor = 3 / HALF * 0.1; // expect TKV110 warning at "/ HALF": 3 / HALF is integer division and gives 1, so 0.1 is multiplied by 1. Write 3.0 / HALF.
    return sum(square(w1)).times(factor);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
