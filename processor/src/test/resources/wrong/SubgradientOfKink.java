import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SubgradientOfKink {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.L1(lambda = 1e-3, mode = Mode.COUPLED) // expect TKV301 warning at ".COUPLED": L1 on w2 in COUPLED mode gives no exact zeros
  Tensor w2;

  @Regularize(lambda = 0.1)
  Tensor size() {
    return sum(square(w2));
  }

  @Regularize(lambda = 0.1)
  Tensor lasso() { // expect TKV301 note at "lasso": lasso is a sum of absolute values of w1
    return sum(abs(w1));
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
