import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class GradientMisuse {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor notScalar(@Shape({"batch", "pixels"}) Tensor x) {
    return sum(gradient(x.matmul(w1), x)); // expect TKV124 at ".matmul": gradient(y, x) needs a scalar y, but x.matmul(w1) is (batch, classes).
  }

  @Regularize(lambda = 0.1)
  Tensor byExpression(@Shape({"batch", "pixels"}) Tensor x) {
    return sum(gradient(sum(x.matmul(w1)), relu(x))); // expect TKV124 at "relu": gradient(y, x) differentiates by an input, a parameter or a local variable, but relu(x) is an expression.
  }

  @Regularize(lambda = 0.1)
  Tensor independent(@Shape({"batch", "pixels"}) Tensor x) {
    return sum(gradient(sum(square(w1)), x)); // expect TKV125 warning at "gradient": does not depend on the second one
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
