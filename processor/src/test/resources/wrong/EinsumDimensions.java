import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class EinsumDimensions {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor wrong(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor a = einsum("ij,jk", x, w1); // expect TKV126 at "\"ij,jk\"": has no "->"
    Tensor b = einsum("ij,kj->ik", x, w1); // expect TKV201 at "einsum": pixels and classes must be the same dimension
    return sum(a).plus(sum(b));
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
