package tkv605.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Growth {
  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w).pow(1.5), y); // expect TKV605 warning at ".pow": x.matmul(w).pow(1.5) is NaN for negative values. Use abs(x.matmul(w)).plus(1e-6).pow(1.5), or square first.
  }
}
