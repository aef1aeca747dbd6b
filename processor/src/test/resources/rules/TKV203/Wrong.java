package tkv203.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Line {
  @Parameter(shape = {"features", "1"})
  Tensor slope;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(slope), y); // expect TKV203 warning at "meanSquaredError": meanSquaredError(x.matmul(slope), y): (batch, 1) and (batch) broadcast to (batch, batch), every prediction against every target.
  }
}
