import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NoValue {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  Tensor ordinary;

  @Regularize(lambda = 0.1)
  Tensor field() {
    return sum(w1.times(ordinary)); // expect TKV109 at "ordinary": ordinary is an ordinary field and has no value when NoValue is compiled.
  }

  @Regularize(lambda = 0.1)
  Tensor call() {
    return sum(w1).times(Double.parseDouble("3")); // expect TKV109 at ".parseDouble": parseDouble is declared in another file than NoValue
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
