import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** Entropic optimal transport by a fixed number of Sinkhorn steps, in logarithms. */
@TrainingObjective
@Optimizer.Adagrad
abstract class Transport {
  static final int STEPS = 20;
  static final double EPSILON = 0.05;

  @Parameter(shape = {"sources", "axes"}, init = Init.UNIFORM, initScale = 1)
  Tensor points;

  static Tensor squaredDistances(Tensor a, Tensor b) {
    Tensor rows = keepDims(sum(square(a), 1));
    return rows.plus(sum(square(b), 1)).minus(a.matmul(b.transpose()).times(2));
  }

  @Loss
  Tensor cost(@Shape({"targets", "axes"}) Tensor targets) {
    Tensor cost = squaredDistances(points, targets);
    Tensor scaled = cost.div(-EPSILON);
    Tensor potential =
        iterate(
            STEPS,
            scaled,
            p -> {
              Tensor rows = p.minus(keepDims(logSumExp(p, 1)));
              return rows.minus(keepDims(logSumExp(rows, 0)));
            });
    return sum(exp(potential).times(cost));
  }
}
