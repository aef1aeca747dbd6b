package shop;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;
import lib.Helpers;
import lib.HouseStyle;

@HouseStyle
@TrainingObjective
abstract class Second {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 2 * Helpers.SCALE)
  Tensor w;

  @Predict
  Tensor score(@Shape({"batch", "features"}) Tensor x) {
    return Helpers.normalised(x).matmul(w).plus(Helpers.SCALE);
  }

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(score(x), y);
  }
}
