import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** What follows from an integer division is not reported beside it. */
@TrainingObjective
@Optimizer.SGD(learningRate = DividedConstants.RATE)
@Average.EMA(decay = 99 / 100) // expect TKV110 warning at "/ 100)": 99 / 100 is integer division and gives 0, and the result is used as a
abstract class DividedConstants {
  static final double RATE = 1 / 100; // expect TKV110 at "/ 100;": 1 / 100 is integer division and gives 0, and the result is used as a
  static final int STEPS = 7;

  @Hyperparameter(STEPS / 2) // expect TKV110 warning at "/ 2)": STEPS / 2 is integer division and gives 3, and the result is used as a
  double steps;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.L2(lambda = 2 * (1 / 1000)) // expect TKV110 warning at "/ 1000": 1 / 1000 is integer division and gives 0, and the result is used as a
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(dropout(x, 1 / 4).matmul(w), y); // expect TKV110 warning at "/ 4).matmul": 1 / 4 is integer division and gives 0, and the result is used as a double.
  }

  @Regularize(lambda = 0.1)
  Tensor root() {
    return sum(square(w)).pow(1 / 2).times(steps); // expect TKV110 warning at "/ 2).times": 1 / 2 is integer division and gives 0, and the result is used as a double.
  }

  @Regularize(lambda = 0.1)
  Tensor half() {
    return sum(square(w)).times(-(STEPS / 2)).times(RATE); // expect TKV110 warning at "/ 2)).times": STEPS / 2 is integer division and gives 3, so the term half is multiplied
  }
}
