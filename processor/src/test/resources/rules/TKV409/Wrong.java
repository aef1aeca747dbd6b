package tkv409.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class TwoViews {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "embedding"})
  Tensor w2;

  @Predict
  Tensor encode(@Shape({"batch", "features"}) Tensor x) {
    return tanh(x.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor invariance( // expect TKV409 warning at "invariance": invariance is smallest when the representation is the same for every input, and no other term objects. Add a variance or uniformity term (VICReg), negatives, or a target that stops the gradient.
      @Shape({"batch", "features"}) Tensor left, @Shape({"batch", "features"}) Tensor right) {
    return meanSquaredError(encode(left), encode(right));
  }
}
