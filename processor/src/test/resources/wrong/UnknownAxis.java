import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class UnknownAxis {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor names(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(sum(x, "clases")); // expect TKV204 at "\"clases\"": sum(..., "clases"): the operand is (batch, pixels) and has no clases.
  }

  @Regularize(lambda = 0.1)
  Tensor numbers() {
    return sum(sum(w1, 2)); // expect TKV204 at "2": sum(..., 2): the operand is (pixels, classes) and has the axes 0 to 1.
  }

  @Regularize(lambda = 0.1)
  Tensor twice() {
    Tensor gram = w1.matmul(w1.transpose());
    return sum(max(gram, "pixels")); // expect TKV204 at "\"pixels\"": "pixels" occurs twice in (pixels, pixels); give the axis by number.
  }

  @Regularize(lambda = 0.1)
  Tensor spelling() {
    return sum(sum(w1, "pixel")); // expect TKV204 at "\"pixel\"": Did you mean "pixels"?
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
