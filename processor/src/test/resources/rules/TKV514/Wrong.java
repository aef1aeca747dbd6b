package tkv514.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Muon(learningRate = 0.02) // expect TKV514 at "@Optimizer": @Optimizer.Muon is for matrices, but b1 has the shape (hidden). Name the matrices with on = {...}, and give the others a rule such as @Optimizer.AdamW.
abstract class Network {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "outputs"})
  Tensor w2;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(tanh(x.matmul(w1).plus(b1)).matmul(w2), y);
  }
}
