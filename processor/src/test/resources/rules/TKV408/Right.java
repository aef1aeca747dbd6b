package tkv408.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.01)
abstract class Unlearning {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Constant(shape = {"features", "classes"})
  Tensor before;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor repulsion() {
    return exp(sum(square(w.minus(before))).negate());
  }
}
