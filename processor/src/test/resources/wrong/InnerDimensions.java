import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class InnerDimensions {
  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Parameter(shape = {"pixels", "hidden"})
  Tensor w3;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    Tensor logits = x.matmul(w2); // expect TKV201 at ".matmul(w2)": matmul: x is (batch, pixels) and w2 is (hidden, classes); pixels and hidden must be the same dimension. pixels comes from x (line 16), hidden from w2 (line 10). Multiply by w3 (pixels, hidden) first, or use one name if they are equal.
    return softmaxCrossEntropy(logits, y);
  }
}
