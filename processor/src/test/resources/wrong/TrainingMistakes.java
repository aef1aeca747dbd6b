import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 10)
abstract class OvershootingDecayA {
  @Parameter(shape = {"features"})
  @Regularize.L2(lambda = 0.5) // expect TKV503 warning at "0": lambda = 0.5 at learning rate 10 multiplies every weight by 1 - 5 = -4 in each step. Here
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 0.5, weightDecay = 3) // expect TKV503 warning at "3": weightDecay = 3 at learning rate 0.5 multiplies every weight by 1 - 1.5 = -0.5 in each
@Schedule.Cosine(warmupSteps = 10)
abstract class OvershootingDecayB {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LostDigitsA {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor nll(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor p = sigmoid(x.matmul(w));
    return mean(y.times(log(p)).plus(y.negate().plus(1).times(log(p.negate().plus(1))))).negate(); // expect TKV601 note at "log": log(p) loses everything below 1e-38 and is compiled as softplus(z.negate()).negate(). // expect TKV601 note at "log(p.": log(p.negate().plus(1)) loses everything below 6e-8 and is compiled as
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LostDigitsB {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor kl(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor t) {
    return mean(sum(t.times(log(clamp(softmax(x.matmul(w), -1), 1e-7, 1))), 1)).negate(); // expect TKV601 warning at "log": log(clamp(softmax(x.matmul(w), -1), 1e-7, 1)) loses small probabilities: clamp between
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LostDigitsC {
  @Parameter(shape = {"features", "experts"})
  Tensor w;

  @Loss
  Tensor free(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(log(sum(exp(x.matmul(w)), 1)), y); // expect TKV601 note at "log": log(sum(exp(x.matmul(w)), 1)) overflows where an element is above 88.7 and is compiled as
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LostDigitsD {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor margin(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return mean(log(exp(x.matmul(w).times(y).negate()).plus(1))); // expect TKV601 note at "log": log(exp(x.matmul(w).times(y).negate()).plus(1)) overflows where its argument is above
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DivisionByZeroA {
  @Parameter(shape = {"features", "hidden"})
  Tensor w;

  @Loss
  Tensor rel(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "hidden"}) Tensor t) {
    Tensor h = relu(x.matmul(w));
    return meanSquaredError(h.div(keepDims(sum(h, 1))), t); // expect TKV603 warning at ".div": h.div(keepDims(sum(h, 1))) divides by keepDims(sum(h, 1)), which is 0 at some values: the
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DivisionByZeroB {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor rel(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor p = x.matmul(w);
    return mean(abs(p.minus(y)).div(abs(p))); // expect TKV603 warning at ".div": abs(p.minus(y)).div(abs(p)) divides by abs(p), which is 0 where its argument is 0: the
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DivisionByZeroC {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor marginal(@Shape({"batch", "features"}) Tensor x, @Shape("classes") Tensor prior) {
    Tensor p = mean(softmax(x.matmul(w), 1), 0);
    return sum(prior.times(log(p))).negate(); // expect TKV603 warning at "log": log(p) is minus infinity at some values. Use log1p, or add an offset: log(p.plus(1e-6)).
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SteepRootC {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor rmse(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return sqrt(mean(square(x.matmul(w).minus(y)))); // expect TKV604 warning at "sqrt": The derivative of sqrt at 0 is infinite, and mean(square(x.matmul(w).minus(y))) is 0 at
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SteepPowerA {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return mean(abs(x.matmul(w).minus(y)).pow(0.5)); // expect TKV605 warning at ".pow": abs(x.matmul(w).minus(y)).pow(0.5) has infinite slope at 0. Use
  }
}

@TrainingObjective
@Optimizer.Adam(beta2 = 0.99999999) // expect TKV606 warning at "0": In float beta2 = 0.99999999 is exactly 1, so the running mean of Adam keeps its first
abstract class RoundedConstantA {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class RoundedConstantB {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return mean(log(square(x.matmul(w).minus(y)).plus(1e-46))); // expect TKV606 warning at "1e": In float 1e-46 is 0. Use 1e-30 or more, or precision = Precision.DOUBLE.
  }
}

@TrainingObjective
@Optimizer.SGDW(learningRate = 1e-5, weightDecay = 1e-4) // expect TKV607 note at "1e-4": Learning rate 1e-5 times weightDecay 1e-4 is 1e-9; in float 1 - 1e-9 is 1, so by itself
abstract class LostDecayA {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SingularMatrixA {
  @Parameter(shape = {"features", "64"})
  Tensor w;

  @Loss
  Tensor rate(@Shape({"32", "features"}) Tensor x) {
    Tensor z = tanh(x.matmul(w));
    return logDet(z.transpose().matmul(z).div(32)).negate(); // expect TKV609 at "logDet": The Gram matrix of 32 rows in 64 dimensions has rank at most 32, so its logDet is minus
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class EmptySelectionA {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor pseudo(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor t) {
    Tensor e = sum(square(x.matmul(w).minus(t)), 1);
    Tensor m = greater(max(t, 1), 0.9);
    return sum(e.times(m)).div(sum(m)); // expect TKV611 warning at ".div": sum(e.times(m)).div(sum(m)) divides by the number of selected elements, which is 0 in a
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Average.SWA // expect TKV516 note at "@Average": L1 makes w sparse, but the average of sparse weights has the union of their supports;
abstract class AverageOutsideA {
  @Parameter(shape = {"features"})
  @Regularize.L1(lambda = 0.01)
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LonelyVarianceA {
  @Parameter(shape = {"features", "1"})
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "1"}) Tensor y) {
    return meanSquaredError(layerNorm(x.matmul(w)), y); // expect TKV612 warning at "layerNorm": layerNorm takes the variance over axes of size 1 of (batch, 1), which is 0 for every
  }
}

@TrainingObjective
@Optimizer.Adam
@Average.EMA(decay = 0.999) // expect TKV515 warning at "@Average": The averaged weights never saw the data, so the running mean and variance of batchNorm do
abstract class StaleStatisticsA {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    return relu(batchNorm(x.matmul(w1))).matmul(w2);
  }

  @Predict
  Tensor smooth(@Shape({"batch", "features"}) Tensor x) {
    return averaged(logits(x));
  }

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }
}

@TrainingObjective
@Optimizer.Adam
@Schedule.Linear(warmupSteps = 500, totalSteps = 500) // expect TKV511 warning at "500": The warm-up ends at step 500 but training has 500 steps: the rate never falls, and it
abstract class EndlessWarmupA {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}
