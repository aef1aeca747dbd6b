package tkv508.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Median {
  @Parameter(shape = "features")
  Tensor weights;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanAbsoluteError(x.matmul(weights), y); // expect TKV508 note at "meanAbsoluteError": With the loss meanAbsoluteError and the constant rate 0.1 the iterates keep jumping at a distance proportional to the rate. Use a decaying rate (@Schedule.Exponential) or @Average.
  }
}
