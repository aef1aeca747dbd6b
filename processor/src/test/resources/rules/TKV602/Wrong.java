package tkv602.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Rates {
  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor rate) {
    return meanSquaredError(exp(x.matmul(w)), rate); // expect TKV602 note at "exp": exp(x.matmul(w)) overflows to infinity where its argument is above 88.7. Use softplus for a positive quantity, clamp the argument, or stay in logarithms.
  }
}
