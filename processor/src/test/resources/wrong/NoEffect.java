import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NoEffect {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  Tensor cache;

  @Regularize(lambda = 0.1)
  Tensor dropped(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor h = x.matmul(w1);
    h.plus(1); // expect TKV108 at "h.plus": The result of h.plus(1) is dropped, and tensors never change in place. Write h = h.plus(1), or remove the line.
    return mean(h);
  }

  @Regularize(lambda = 0.1)
  Tensor stored() {
    cache = w1; // expect TKV108 at "=": cache is no local variable, and tensors never change in place
    return sum(w1);
  }

  @Regularize(lambda = 0.1)
  Tensor printed() {
    System.out.println("hello"); // expect TKV108 at "System": System.out.println("hello") returns nothing, and bodies are compiled, not run. Remove the line.
    return sum(w1);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
