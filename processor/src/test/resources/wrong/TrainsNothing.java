import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class TrainsNothing {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Loss
  Tensor accuracy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Tensor t) {
    return mean(square(argmax(x.matmul(w1), 1).minus(t))); // expect TKV302 at "argmax": accuracy goes through argmax, whose derivative is 0, so this loss trains nothing. Use softmaxCrossEntropy, or softmax with a temperature in place of argmax.
  }
}
