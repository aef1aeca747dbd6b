import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class WrongElements {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = "n") // expect TKV105 at "@Parameter": @Parameter on count: this must be a field of type Tensor
  int count;

  @Hyperparameter(1) // expect TKV105 at "@Hyperparameter": @Hyperparameter on alpha
  float alpha;

  @Constant(shape = "pixels")
  @Regularize.L1(lambda = 1e-3) // expect TKV105 at "@Regularize.L1": @Regularize.L1 on graph: this field is not a @Parameter, so there is nothing to penalise.
  Tensor graph;

  @Loss // expect TKV105 at "@Loss": @Loss on number: it must return a Tensor, not double.
  double number() {
    return 1;
  }

  @Predict // expect TKV105 at "@Predict": a method with variable arguments has no fixed inputs
  Tensor many(Tensor... xs) {
    return xs[0];
  }

  @Predict
  Tensor scaled(@Shape("batch") Tensor z, double factor) { // expect TKV105 at "factor": factor of scaled is double, but an input is a Tensor or Labels.
    return z.times(factor);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
