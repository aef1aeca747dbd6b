package tkv201.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    Tensor hidden = relu(x.matmul(w1));
    return softmaxCrossEntropy(x.matmul(w2), y); // expect TKV201 at ".matmul(w2)": matmul: x is (batch, pixels) and w2 is (hidden, classes); pixels and hidden must be the same dimension.
  }
}
