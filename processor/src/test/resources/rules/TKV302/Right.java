package tkv302.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Accuracy {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor errors(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    Tensor hit = softmax(x.matmul(w), 1).times(oneHot(y, "classes"));
    return mean(hit).negate();
  }
}
