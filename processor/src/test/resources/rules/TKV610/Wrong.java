package tkv610.wrong;

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
    Tensor kernel = exp(cost.div(-0.01)); // expect TKV610 warning at "exp": exp(cost.div(-0.01)) underflows where its argument is below -87: whole rows become 0 and Sinkhorn divides by 0. Iterate in logarithms with logSumExp.
    Tensor plan =
        iterate(
            10,
            kernel,
            p -> {
              Tensor rows = p.div(keepDims(sum(p, 1)));
              return rows.div(keepDims(sum(rows, 0)));
            });
    return sum(plan.times(cost));
  }
}
