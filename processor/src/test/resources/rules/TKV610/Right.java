package tkv610.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 0.05)
abstract class Transport {
  @Parameter(shape = {"atoms", "2"}, init = Init.NORMAL)
  Tensor position;

  @Loss
  Tensor cost(@Shape({"sample", "2"}) Tensor point) {
    Tensor cost = sum(square(reshape(position, "atoms", "1", "2").minus(point)), -1);
    Tensor kernel = cost.div(-0.01);
    Tensor plan =
        iterate(
            10,
            kernel,
            p -> {
              Tensor rows = p.minus(keepDims(logSumExp(p, 1)));
              return rows.minus(keepDims(logSumExp(rows, 0)));
            });
    return sum(exp(plan).times(cost));
  }
}
