import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = -1, beta1 = 0.9) // expect TKV101 at "-1": learningRate = -1 in @Optimizer.Adam on OutOfRange must be finite and above 0
abstract class OutOfRange {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w1;

  @Parameter(shape = "pixels")
  @Regularize.L2(lambda = -0.01) // expect TKV101 at "-0.01": lambda = -0.01 in @Regularize.L2 on w2 must be finite and at least 0. To reward a large value, write the term with negate() in a @Regularize method
  Tensor w2;

  @Regularize(lambda = -1) // expect TKV101 at "-1": lambda = -1.0 in @Regularize on term must be finite and at least 0.
  Tensor term(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(dropout(x.matmul(w1), 1.0)); // expect TKV101 at "1.0": rate = 1.0 in dropout must be at least 0 and below 1.
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w1), y);
  }
}
