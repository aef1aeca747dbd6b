package tkv308.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor flat() {
    Tensor values = singularValues(w); // expect TKV308 at "singularValues": needs the second derivative of singularValues, which has only a first one. Replace it by a norm of the matrix, or put stopGradient around it if it is only a weight.
    return sum(square(gradient(sum(values), w)));
  }
}
