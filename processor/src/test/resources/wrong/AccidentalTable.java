import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class AccidentalTable {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Regularize(lambda = 0.1)
  Tensor wrong(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Tensor t) {
    Tensor score = keepDims(sum(x.matmul(w1), 1));
    return mean(square(score.minus(t))); // expect TKV203 warning at ".minus(t)": score.minus(t): (batch, 1) and (batch) broadcast to (batch, batch), every prediction against every target. Remove the 1 with sum(..., -1), or reshape one operand to (1, batch)
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
