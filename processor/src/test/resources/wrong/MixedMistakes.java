import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam
abstract class AlignedOnly {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  @Parameter(shape = "latent", role = Role.BIAS)
  Tensor b;

  Tensor unit(Tensor x) {
    Tensor z = tanh(x.matmul(w).plus(b));
    return z.div(keepDims(norm(z, 1)).plus(1e-6));
  }

  @Loss
  Tensor align(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor c) { // expect TKV409 warning at "align": align is smallest when the representation is the same for every input, and no other term
    return mean(sum(unit(a).times(unit(c)), 1)).negate();
  }
}

@TrainingObjective
@Optimizer.Adam
@Average.EMA(decay = 0.99)
abstract class FollowingTheAverage {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  Tensor f(Tensor x) {
    return tanh(x.matmul(w));
  }

  @Loss
  Tensor follow(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor c) { // expect TKV409 note at "follow": follow is smallest when the representation is the same for every input, and no other term
    return meanSquaredError(f(a), averaged(f(c)));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class PenalisedQueries {
  @Parameter(shape = {"width", "key"})
  @Regularize.L2(lambda = 1e-3) // expect TKV410 warning at "@Regularize": L2 on q can be made 0 for free: shrink q and enlarge k, the loss does not change. Put
  Tensor q;

  @Parameter(shape = {"width", "key"})
  Tensor k;

  @Parameter(shape = {"width", "classes"})
  Tensor v;

  @Loss
  Tensor ce(@Shape({"batch", "length", "width"}) Tensor x, @Shape("batch") Labels y) {
    Tensor a = softmax(x.matmul(q).matmul(x.matmul(k).transpose()), -1);
    return softmaxCrossEntropy(mean(a.matmul(x.matmul(v)), 1), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class DeepZeros {
  @Parameter(
      shape = {"n", "n"},
      init = Init.ZEROS) // expect TKV415 warning at ".ZEROS": a and b both start at 0, where the gradient of each is a multiple of the others: they
  Tensor a;

  @Parameter(
      shape = {"n", "n"},
      init = Init.ZEROS)
  Tensor b;

  @Parameter(shape = {"n", "n"})
  Tensor c;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "n"}) Tensor y) {
    return meanSquaredError(x.matmul(a).matmul(b).matmul(c), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SquaredZeros {
  @Parameter(shape = "n", init = Init.CONSTANT) // expect TKV415 warning at ".CONSTANT": u starts at 0, where its gradient is 0: it stays 0 for ever unless you put other values
  Tensor u;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch"}) Tensor y) {
    return meanSquaredError(x.matmul(square(u)), y);
  }
}

@TrainingObjective
@Optimizer.SGDW(learningRate = 0.5, weightDecay = 5, momentum = 0.9) // expect TKV503 at "5, m": weightDecay = 5 at learning rate 0.5 multiplies every weight by 1 - 2.5 = -1.5 in each
abstract class HeavyDecay {
  @Parameter(shape = "n")
  Tensor u;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch"}) Tensor y) {
    return meanSquaredError(x.matmul(u), y);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 0.5)
abstract class HeavyRidge {
  @Parameter(shape = "n")
  @Regularize.L2(lambda = 3, mode = Mode.DECOUPLED) // expect TKV503 warning at "3": lambda = 3 at learning rate 0.5 multiplies every weight by 1 - 1.5 = -0.5 in each step.
  Tensor u;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch"}) Tensor y) {
    return meanSquaredError(x.matmul(u), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class VarianceByHand {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  @Loss
  Tensor spread(@Shape({"batch", "features"}) Tensor x) {
    Tensor z = tanh(x.matmul(w));
    Tensor v = mean(square(z), 0).minus(square(mean(z, 0))); // expect TKV601 note at ".minus": mean(square(z), 0).minus(square(mean(z, 0))) loses all digits where the mean is large,
    return mean(relu(v.negate().plus(0.5)));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class CauchyLoss {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor robust(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return mean(log(square(x.matmul(w).minus(y)).plus(1))); // expect TKV601 note at "log": log(square(x.matmul(w).minus(y)).plus(1)) loses the digits of a small argument and is
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class EntropyByHand {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor entropyOf(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor p = softmax(x.matmul(w), 1);
    return softmaxCrossEntropy(x.matmul(w), y).plus(mean(sum(p.times(log(p)), 1)).times(0.1)); // expect TKV601 note at "log": log(p) loses everything below 1e-38 and is compiled as logSoftmax(x.matmul(w), 1).
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class AbsoluteByHand {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor mae(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return mean(sqrt(square(x.matmul(w).minus(y)))); // expect TKV601 note at "sqrt": sqrt(square(x.matmul(w).minus(y))) overflows early and has no derivative at 0 and is
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SquashedActions {
  @Parameter(shape = {"features", "actions"})
  Tensor w;

  @Loss
  Tensor squash(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "actions"}) Tensor t) {
    Tensor a = tanh(x.matmul(w));
    return mean(square(a.minus(t))).minus(mean(log(square(a).negate().plus(1))).times(0.1)); // expect TKV603 warning at "log": log(square(a).negate().plus(1)) is minus infinity at some values. Use log1p, or add an
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class InverseProbability {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor inverse(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor t) {
    return mean(t.times(softmax(x.matmul(w), 1).pow(-1))); // expect TKV603 warning at ".pow": softmax(x.matmul(w), 1).pow(-1) is infinite where softmax(x.matmul(w), 1) is 0.
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class RootsOfZeros {
  @Parameter(
      shape = {"n", "d"},
      init = Init.ZEROS)
  Tensor z;

  @Loss
  Tensor fit(@Shape({"n", "d"}) Tensor y) {
    return mean(square(z.minus(y))).plus(sum(sqrt(sum(square(z), 1)))); // expect TKV604 warning at "sqrt": The derivative of sqrt at 0 is infinite, and sum(square(z), 1) is 0 at some values: 0 *
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DeviationByPower {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  @Loss
  Tensor deviation(@Shape({"batch", "features"}) Tensor x) {
    return mean(relu(variance(x.matmul(w), 0).pow(0.5).negate().plus(1))); // expect TKV605 warning at ".pow": variance(x.matmul(w), 0).pow(0.5) has infinite slope at 0. Use abs(variance(x.matmul(w),
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class AlmostOne {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w).times(1 + 1e-9), y); // expect TKV606 warning at "+": In float 1 + 1e-9 is exactly 1, so the difference is lost. Use a distance of 1e-6, or
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SingleRow {
  @Parameter(shape = {"features", "hidden"})
  Tensor w;

  @Loss
  Tensor mse(@Shape({"1", "features"}) Tensor x, @Shape({"1", "hidden"}) Tensor y) {
    return meanSquaredError(batchNorm(x.matmul(w)), y); // expect TKV612 warning at "batchNorm": batchNorm takes the variance over axes of size 1 of (1, hidden), which is 0 for every
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class PushedApart {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  Tensor z(Tensor x) {
    return x.matmul(w);
  }

  @Loss
  Tensor push(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) { // expect TKV408 warning at "push": push = mean(sum(square(z(a).minus(z(b))), 1)).negate() has no lower bound: sending w to
    return mean(sum(square(z(a).minus(z(b))), 1)).negate();
  }

  @Regularize(lambda = 0.1)
  Tensor small() {
    return norm(w);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class IdleMethod {
  @Parameter(shape = {"k", "n"})
  @Constrain.UnitNorm(axis = 0)
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "k"}) Tensor y) {
    return meanSquaredError(x.matmul(w.transpose()), y);
  }

  @Regularize(lambda = 0.1)
  Tensor decay() { // expect TKV407 warning at "decay": decay on w does nothing: @Constrain.UnitNorm keeps the norm of every slice at 1, so its
    return sum(square(w)).times(0.5);
  }
}

@TrainingObjective
@Optimizer.NAdam(weightDecay = 0.01) // expect TKV402 warning at "0": weightDecay = 0.01 on w is added to the gradient that NAdam divides by its running size,
abstract class CoupledNadam {
  @Parameter(shape = {"n"})
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch"}) Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@SuppressWarnings("TKV701")
abstract class TwoGradientNorms {
  @Parameter(shape = {"n"})
  Tensor w;

  @Parameter(shape = {"n"})
  Tensor v;

  Tensor f(Tensor x, Tensor y) {
    return meanSquaredError(tanh(x.times(v)).matmul(w), y);
  }

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch"}) Tensor y) {
    return f(x, y);
  }

  @Regularize(lambda = 0.1)
  Tensor first(@Shape({"batch", "n"}) Tensor x, @Shape({"batch"}) Tensor y) {
    return sum(square(gradient(f(x, y), w)));
  }

  @Regularize(lambda = 0.1)
  Tensor second(@Shape({"batch", "n"}) Tensor x, @Shape({"batch"}) Tensor y) { // expect TKV501 warning at "second": first already penalises the norm of the gradient to first order (a gradient norm, or
    return norm(gradient(f(x, y), v));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class FlowOfAnyMatrix {
  @Parameter(shape = {"n", "n"})
  Tensor w;

  @Loss
  Tensor flow(@Shape({"batch", "n"}) Tensor x) {
    return mean(sum(square(x.matmul(w)), 1)).minus(logDet(w)); // expect TKV609 warning at "logDet": logDet needs a positive definite matrix, and nothing makes logDet(w) one: it can be
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LevelBeforeLayerNorm {
  @Parameter(shape = {"n", "hidden"})
  Tensor w;

  @Parameter(role = Role.BIAS)
  Tensor c; // expect TKV414 warning at "c": c is only added where the next operation (batchNorm, a mean that is subtracted, softmax)

  @Parameter(shape = {"hidden", "k"})
  Tensor v;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "k"}) Tensor y) {
    return meanSquaredError(layerNorm(x.matmul(w).plus(c)).matmul(v), y);
  }
}
