import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NameClashes {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = {"seed", "class"}) // expect TKV120 at "\"seed\"": A dimension cannot be called seed, because the builder has a method of that name. // expect TKV120 at "\"class\"": A dimension cannot be called class, because it is a keyword of Java.
  Tensor w2;

  @Predict
  Tensor step(@Shape({"batch", "pixels"}) Tensor x) { // expect TKV120 at "step": A @Predict method cannot be called step, because the generated class has a method of that name.
    return x.matmul(w1);
  }

  @Regularize(lambda = 0.1)
  Tensor wrong(@Shape("batch") Tensor hashCode) { // expect TKV120 at "hashCode": An input cannot be called hashCode, because every Java object has a method of that name.
    return mean(hashCode).times(sum(w1));
  }

  @Constant(shape = "pixels")
  Tensor build; // expect TKV120 at "build": A constant cannot be called build

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
