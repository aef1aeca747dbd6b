import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class DeclaredTwice {
  @Parameter(shape = "n")
  @Constant(shape = "n") // expect TKV103 at "@Constant": w is declared as @Parameter and as @Constant. Keep one of the two.
  Tensor w;

  @Parameter(shape = "n", name = "weights")
  Tensor u;

  @Parameter(shape = "n", name = "weights") // expect TKV103 at "\"weights\"": Two tensors are called weights in saved files.
  Tensor v;

  @Loss
  @Regularize(lambda = 1) // expect TKV103 at "@Regularize": both is a @Loss and a @Regularize term. Keep one of the two.
  Tensor both() {
    return sum(square(u.plus(v)));
  }

  @Predict
  Tensor scaled(@Shape("n") Tensor x) {
    return x.times(u);
  }

  @Predict
  Tensor scaled(@Shape("m") Labels z) { // expect TKV103 at "scaled": There is another @Predict method called scaled with as many inputs, and every input is an INDArray.
    return oneHot(z, "n");
  }
}
