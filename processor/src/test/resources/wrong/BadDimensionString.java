import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class BadDimensionString {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = {"pixels", "2*"}) // expect TKV121 at "\"2*\"": The dimension "2*" cannot be read
  Tensor w2;

  @Parameter(shape = "0") // expect TKV121 at "\"0\"": A dimension of size 0 holds nothing.
  Tensor w3;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
