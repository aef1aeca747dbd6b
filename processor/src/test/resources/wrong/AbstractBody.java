import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class AbstractBody {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Loss
  abstract Tensor missing(@Shape({"batch", "pixels"}) Tensor x); // expect TKV106 at "missing": The body of missing is not available as source, and Tikhonov compiles bodies. Override it in AbstractBody, or compile with javac.

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
