import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class UnknownDimension {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor identity() {
    return sum(eye("pixel").matmul(w1)); // expect TKV122 at "\"pixel\"": UnknownDimension has no dimension "pixel". Did you mean "pixels"? Its dimensions are [batch, classes, pixels].
  }

  @Predict
  Tensor encoded(@Shape("batch") Labels y) {
    return oneHot(y, "colours"); // expect TKV122 at "\"colours\"": UnknownDimension has no dimension "colours".
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
