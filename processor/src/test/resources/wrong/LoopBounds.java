import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class LoopBounds {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Hyperparameter(3)
  double depth;

  int steps = 3;

  @Regularize(lambda = 0.1)
  Tensor hyper() {
    Tensor v = w1;
    for (int i = 0; i < depth; i++) { // expect TKV107 at "<": This condition depends on a number that can change between steps
      v = relu(v);
    }
    return sum(v);
  }

  @Regularize(lambda = 0.1)
  Tensor ordinary() {
    Tensor v = w1;
    for (int i = 0; i < steps; i++) { // expect TKV109 at "steps": steps is an ordinary field and has no value when LoopBounds is compiled. Make it static final, or @Hyperparameter if it changes between steps, or @Constant if it is a tensor.
      v = relu(v);
    }
    return sum(v);
  }

  @Regularize(lambda = 0.1)
  Tensor endless() {
    for (;;) { // expect TKV107 at "for": This loop has no condition
      return sum(w1);
    }
  }

  @Regularize(lambda = 0.1)
  Tensor tooLong() {
    Tensor v = w1;
    for (int i = 0; i < 1000000; i++) { // expect TKV127 at "for": Unrolling gives more than 50000 iterations. Use fewer, or iterate(n, start, x -> ...).
      v = v;
    }
    return sum(v);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
