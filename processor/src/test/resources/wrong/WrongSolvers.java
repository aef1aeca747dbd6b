import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Lbfgs
abstract class KinkUnderLbfgs {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.1) // expect TKV330 at "@Regularize.L1": @Regularize.L1 on w needs proximal steps, and @Optimizer.Lbfgs minimises a sum without kinks and constraints. Use @Optimizer.Fista.
  Tensor w;

  @Parameter(shape = "features")
  @Constrain.NonNegative // expect TKV330 at "@Constrain.NonNegative": @Constrain.NonNegative on v needs proximal steps
  Tensor v;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w.plus(v)), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.OwlQn
abstract class NetUnderOwlQn {
  @Parameter(shape = "features")
  @Regularize.ElasticNet(lambda = 0.1) // expect TKV330 at "@Regularize.ElasticNet": @Regularize.ElasticNet on w does not act on single elements in a way that @Optimizer.OwlQn knows; it minimises a smooth sum and 1-norms. Write @Regularize.L1 and @Regularize.L2, or use @Optimizer.Fista.
  Tensor w;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.CoordinateDescent
abstract class NetworkUnderCoordinateDescent {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.1)
  Tensor w;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) { // expect TKV330 at "squares": squares is no function of x.matmul(w), or x.matmul(w).plus(b), row by row
    return meanSquaredError(tanh(x).matmul(w), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.CoordinateDescent
abstract class PenalisedIntercept {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.1)
  Tensor w;

  @Parameter(shape = {})
  @Regularize.L2(lambda = 0.1) // expect TKV330 at "@Regularize.L2": @Regularize.L2 acts on the intercept b, which @Optimizer.CoordinateDescent leaves free. Remove it, or use @Optimizer.Fista.
  Tensor b;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w).plus(b), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Fista
abstract class KinkedLoss {
  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor residuals(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) { // expect TKV330 at "residuals": residuals has kinks: it adds up absolute values or norms of linear maps, and @Optimizer.Fista minimises a smooth sum, and penalties and constraints with a proximal step. Use @Optimizer.PrimalDual, or a smooth term such as huber.
    return meanAbsoluteError(x.matmul(w), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.PrimalDual
abstract class NormsOfTheData {
  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor residuals(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) { // expect TKV330 at "residuals": residuals takes norms of a tensor with the dimension rows, which comes with the data
    return meanAbsoluteError(x.matmul(w), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.PrimalDual
abstract class RoundedKink {
  @Parameter(shape = {"rows", "columns"})
  @Regularize.IsotropicTotalVariation(lambda = 0.1, epsilon = 1e-6) // expect TKV330 at "1e-6": epsilon rounds the kink of IsotropicTotalVariation on u, which @Optimizer.PrimalDual handles as it is. Write epsilon = 0.
  Tensor u;

  @Loss
  Tensor squares(@Shape({"rows", "columns"}) Tensor f) {
    return sum(square(u.minus(f)));
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.PrimalDual // expect TKV330 at "@Optimizer.PrimalDual": No term is a norm of a linear map of the parameters, such as total variation, so @Optimizer.PrimalDual has no dual variables. Use @Optimizer.Fista.
abstract class NothingDual {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.1)
  Tensor w;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Fista
abstract class NotConvex {
  @Parameter(shape = "features")
  @Regularize.LogSum(lambda = 0.1, epsilon = 0.5) // expect TKV330 at "@Regularize.LogSum": LogSum on w is not convex, so @Optimizer.Fista would end in some stationary point, not in the minimiser.
  Tensor w;

  @Parameter(shape = "features")
  @Constrain.L0Ball(count = 3) // expect TKV330 at "@Constrain.L0Ball": The set of @Constrain.L0Ball is not convex, so @Optimizer.Fista would find some point of it, not the minimiser.
  Tensor v;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
    return meanSquaredError(x.matmul(w.plus(v)), y);
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Admm
abstract class UnknownComposition {
  @Parameter(shape = {"rows", "columns"})
  @Regularize.NuclearNorm(lambda = 0.1)
  @Regularize.L1(lambda = 0.1) // expect TKV330 at "@Regularize.L1": m: no proximal step of NuclearNorm and L1 together is known, so @Optimizer.Admm would miss the minimiser. Keep one of them on this parameter.
  Tensor m;

  @Loss
  Tensor squares(@Shape({"rows", "columns"}) Tensor f) {
    return sum(square(m.minus(f)));
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Fista
@Average.EMA // expect TKV331 at "@Average.EMA": @Average.EMA belongs to training steps, and @Optimizer.Fista makes none.
@Gradient.ClipByNorm(maxNorm = 1) // expect TKV331 at "@Gradient.ClipByNorm": @Gradient.ClipByNorm belongs to training steps
abstract class StepsBesideASolver {
  @Parameter(shape = "features")
  @Optimizer.AdamW // expect TKV331 at "@Optimizer.AdamW": @Optimizer.AdamW belongs to training steps, and @Optimizer.Fista makes none.
  Tensor w;

  @Loss
  Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) { // expect TKV331 at "squares": squares draws random numbers, so its value differs from call to call, and @Optimizer.Fista compares values.
    return meanSquaredError(dropout(x, 0.5).matmul(w), y);
  }
}
