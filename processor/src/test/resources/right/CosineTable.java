import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** A table of all pairs is meant, and every row has its own softmax. */
@TrainingObjective
@Optimizer.Adam
abstract class CosineTable {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  Tensor encode(Tensor x) {
    Tensor z = x.matmul(w);
    return z.div(keepDims(norm(z, 1)));
  }

  @Loss
  Tensor contrast(
      @Shape({"batch", "features"}) Tensor a,
      @Shape({"batch", "features"}) Tensor b,
      @Shape("batch") Labels self) {
    Tensor table = encode(a).matmul(encode(b).transpose());
    return softmaxCrossEntropy(table.div(0.1), self).plus(mean(softmax(table, 1)));
  }
}
