import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective // expect TKV105 at "@TrainingObjective": @TrainingObjective on NotAClass: a model is a class, because it has fields.
@Optimizer.SGD(learningRate = 0.1)
interface NotAClass {
  @Loss
  default Tensor loss(@Shape("n") Tensor x) {
    return sum(x);
  }
}

@TrainingObjective // expect TKV105 at "@TrainingObjective": @TrainingObjective on the generic class Generic: a model has no type parameters. Remove them.
@Optimizer.SGD(learningRate = 0.1)
abstract class Generic<T> {
  @Parameter(shape = "n")
  Tensor w;

  @Loss
  Tensor loss() {
    return sum(square(w));
  }
}
