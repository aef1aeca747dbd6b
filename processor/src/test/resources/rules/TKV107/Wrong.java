package tkv107.wrong;

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
  Tensor shrink() {
    Tensor total = sum(square(w));
    while (true) { // expect TKV107 at "while": A while loop cannot be unrolled. Write a for loop with constant bounds, such as for (int i = 0; i < 3; i++), or iterate(n, start, x -> ...).
      return total;
    }
  }
}
