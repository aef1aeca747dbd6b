package tkv504.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
abstract class Line {
  @Parameter(shape = "features")
  @Regularize.L2(lambda = 1e-3, mode = Mode.DECOUPLED) // expect TKV504 note at ".DECOUPLED": SGD with momentum 0.9 moves 1/(1 - 0.9) = 10 times the gradient per step, and this penalty is outside the momentum: lambda = 0.001 acts like 1e-4 in COUPLED mode. Multiply lambda by 10 to match.
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(weights), y);
  }
}
