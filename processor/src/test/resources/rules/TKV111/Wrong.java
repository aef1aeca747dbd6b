package tkv111.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Line {
  @Parameter(shape = "features")
  Tensor slope;

  @Parameter(shape = "features")
  @Regularize.L2(lambda = 1e-3)
  Tensor offset; // expect TKV111 warning at "offset": No loss reaches offset: only its penalty L2 moves it, straight to 0. Use offset in the loss, make it a @Constant, or delete it.

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(slope), y);
  }
}
