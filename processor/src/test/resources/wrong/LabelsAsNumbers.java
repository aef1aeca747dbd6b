import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class LabelsAsNumbers {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }

  @Regularize(lambda = 0.1)
  Tensor asTensor(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Tensor y) { // expect TKV103 at "y)": Input "y" is Labels (batch) in crossEntropy and (batch) in asTensor
    return mean(x.matmul(w1)).times(mean(y));
  }
}
