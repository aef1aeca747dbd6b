package tkv128.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Line {
  @Parameter(shape = "features")
  Tensor slope;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(slope), y);
  }
}

class Helpers {
  private Helpers() {}

  static final double FACTOR = 2;

  @Inline
  static Tensor scaled(Tensor v) {
    return v.times(FACTOR);
  }
}
