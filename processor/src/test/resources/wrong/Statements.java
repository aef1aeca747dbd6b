import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Statements {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor whileLoop() {
    while (true) { // expect TKV107 at "while": A while loop cannot be unrolled.
      return sum(w1);
    }
  }

  @Regularize(lambda = 0.1)
  Tensor forEach() {
    Tensor total = sum(w1);
    for (int i : new int[] {1, 2}) { // expect TKV107 at "for": A for-each loop cannot be unrolled.
      total = total.plus(i);
    }
    return total;
  }

  @Regularize(lambda = 0.1)
  Tensor caught() {
    try { // expect TKV107 at "try": try has no meaning here
      return sum(w1);
    } catch (RuntimeException e) {
      return sum(w1).negate();
    }
  }

  @Regularize(lambda = 0.1)
  Tensor thrown() {
    if (w1 == null) { // expect TKV107 at "null": null has no meaning here: every tensor has a value.
      throw new IllegalStateException();
    }
    return sum(w1);
  }

  @Regularize(lambda = 0.1)
  Tensor compared(@Shape({"batch", "pixels"}) Tensor x) {
    return w1 == w1.transpose() ? sum(x) : sum(w1); // expect TKV107 at "==": compares tensors as Java objects, and bodies are compiled, not run. Write where(greater(a, b), x, y).
  }

  @Regularize(lambda = 0.1)
  Tensor cast() {
    Object any = w1;
    return sum((Tensor) any); // expect TKV107 at "(Tensor)": (Tensor) any casts a tensor, which changes nothing
  }

  @Regularize(lambda = 0.1)
  Tensor lambda() {
    java.util.function.UnaryOperator<Tensor> f = v -> relu(v); // expect TKV107 at "v -> relu": A lambda can only be the last argument of iterate
    return sum(f.apply(w1));
  }

  @Regularize(lambda = 0.1)
  Tensor made() {
    Tensor[] parts = new Tensor[] {w1, w1}; // expect TKV107 at "new": Only arrays of constants
    return sum(parts[0]);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
