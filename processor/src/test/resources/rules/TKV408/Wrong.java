package tkv408.wrong;

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
  Tensor repulsion() { // expect TKV408 warning at "repulsion": repulsion = sum(square(w.minus(before))).negate() has no lower bound: sending w to infinity wins against every other term here. Use exp(-alpha * norm^2), a hinge max(0, m - norm), or put w on a sphere.
    return sum(square(w.minus(before))).negate();
  }
}
