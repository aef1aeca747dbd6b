import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;
import static io.tikhonov.dsl.Penalties.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3) // expect TKV401 warning at "@Optimizer": Scaling w1 does not change the loss (a normalization follows), so weightDecay does not
abstract class SizeWithoutMeaningA {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Parameter(shape = "hidden", role = Role.NORM)
  Tensor g;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor s;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(relu(layerNorm(x.matmul(w1).plus(b1), g, s)).matmul(w2), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9, weightDecay = 5e-4) // expect TKV401 warning at "5e": Scaling k does not change the loss (a normalization follows), so weightDecay does not
abstract class SizeWithoutMeaningB {
  @Parameter(
      shape = {"16", "3", "3", "3"},
      init = Init.HE_NORMAL)
  Tensor k;

  @Parameter(shape = "16", role = Role.NORM)
  Tensor g;

  @Parameter(shape = "16", role = Role.BIAS)
  Tensor s;

  @Parameter(shape = {"16*8*8", "classes"})
  Tensor head;

  @Loss
  Tensor ce(@Shape({"batch", "3", "8", "8"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(
        reshape(relu(batchNorm(conv2d(x, k, 1, 1), g, s)), "batch", "16*8*8").matmul(head), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SizeWithoutMeaningC {
  @Parameter(shape = {"features", "latent"})
  @Regularize.L1(lambda = 1e-3) // expect TKV401 warning at "@Regularize": Scaling w does not change the loss (a normalization follows), so L1 does not regularize
  Tensor w;

  Tensor encode(Tensor x) {
    Tensor z = x.matmul(w);
    return z.div(keepDims(norm(z, 1)));
  }

  @Loss
  Tensor match(
      @Shape({"batch", "features"}) Tensor a,
      @Shape({"batch", "features"}) Tensor b,
      @Shape("batch") Labels self) {
    return softmaxCrossEntropy(encode(a).matmul(encode(b).transpose()).div(0.1), self);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3, weightDecay = 1e-2) // expect TKV402 warning at "1e-2": weightDecay = 0.01 on w1 and w2 is added to the gradient that Adam divides by its running
abstract class CoupledUnderAdaptiveA {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "1"}) Tensor y) {
    return meanSquaredError(relu(x.matmul(w1)).matmul(w2), y);
  }
}

@TrainingObjective
@Optimizer.RMSprop
@Regularize.L2(lambda = 1e-3, mode = Mode.COUPLED) // expect TKV402 warning at ".COUPLED": L2 on u and v is added to the gradient that RMSprop divides by its running size, so
abstract class CoupledUnderAdaptiveB {
  @Parameter(
      shape = {"users", "rank"},
      role = Role.WEIGHT)
  Tensor u;

  @Parameter(
      shape = {"items", "rank"},
      role = Role.WEIGHT)
  Tensor v;

  @Loss
  Tensor mse(@Shape("batch") Labels a, @Shape("batch") Labels b, @Shape("batch") Tensor y) {
    return meanSquaredError(sum(gather(u, a).times(gather(v, b)), 1), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Regularize.L1(lambda = 1e-3)
abstract class PulledTwiceA {
  @Parameter(shape = {"features"})
  @Regularize.L1(lambda = 1e-2) // expect TKV403 warning at "@Regularize": w is pulled twice in the same way: @Regularize.L1(lambda = 0.001) and
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.05)
@Regularize.ElasticNet(lambda = 1e-3, l1Ratio = 0.5) // expect TKV403 note at "@Regularize": w is decayed twice: weightDecay = 0.05 of AdamW and the squares in
abstract class PulledTwiceB {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class IdlePenaltyA {
  @Parameter(shape = {"classes", "features"})
  @Constrain.UnitNorm(axis = 0)
  @Regularize.L2(lambda = 1e-3) // expect TKV407 warning at "@Regularize": L2 on w does nothing: @Constrain.UnitNorm keeps the norm of every slice at 1, so its
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w.transpose()), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class NoLowerBoundA {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  Tensor logits(Tensor x) {
    return tanh(x.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }

  @Regularize(lambda = 0.01)
  Tensor diversity(@Shape({"batch", "features"}) Tensor x) { // expect TKV408 warning at "diversity": diversity = mean(square(logits(x))).times(-1) has no lower bound: sending w2 to infinity
    return mean(square(logits(x))).times(-1);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.01)
abstract class NoLowerBoundB {
  @Parameter(shape = {"classes", "features"})
  Tensor prototypes;

  @Parameter(shape = {"inputs", "features"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "inputs"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w).matmul(prototypes.transpose()), y);
  }

  @Regularize(lambda = 0.1)
  Tensor spread() { // expect TKV408 warning at "spread": spread = sum(variance(prototypes, 0)).negate() has no lower bound: sending prototypes to
    return sum(variance(prototypes, 0)).negate();
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0)
abstract class CollapsingA {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "latent"})
  Tensor w2;

  Tensor encode(Tensor x) {
    return relu(x.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss
  Tensor similarity( // expect TKV409 warning at "similarity": similarity is smallest when the representation is the same for every input, and no other
      @Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) {
    return cosineDistance(encode(a), encode(b));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class CollapsingB {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor certain(@Shape({"batch", "features"}) Tensor x) { // expect TKV409 warning at "certain": certain is smallest when the representation is the same for every input, and no other
    return softmaxEntropy(x.matmul(w));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class CollapsingC {
  @Parameter(shape = {"pixels", "code"})
  Tensor w;

  Tensor code(Tensor x) {
    return tanh(x.matmul(w));
  }

  @Loss
  Tensor slow(@Shape({"batch", "pixels"}) Tensor now, @Shape({"batch", "pixels"}) Tensor next) { // expect TKV409 warning at "slow": slow is smallest when the representation is the same for every input, and no other term
    return mean(abs(code(now).minus(code(next))));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class EmptiedPenaltyA {
  @Parameter(shape = {"features", "hidden"})
  @Regularize.L2(lambda = 1e-3) // expect TKV410 warning at "@Regularize": L2 on w1 can be made 0 for free: shrink w1 and b1 and enlarge w2, the loss does not
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "outputs"})
  Tensor w2;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(relu(x.matmul(w1).plus(b1)).matmul(w2), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class EmptiedPenaltyB {
  @Parameter(
      shape = {"users", "rank"},
      initScale = 0.1)
  @Regularize.L2(lambda = 1e-3) // expect TKV410 warning at "@Regularize": L2 on u can be made 0 for free: shrink u and enlarge v, the loss does not change. Put
  Tensor u;

  @Parameter(
      shape = {"items", "rank"},
      initScale = 0.1)
  Tensor v;

  @Loss
  Tensor mse(@Shape("batch") Labels a, @Shape("batch") Labels b, @Shape("batch") Tensor y) {
    return meanSquaredError(sum(gather(u, a).times(gather(v, b)), 1), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class CancelledBiasA {
  @Parameter(shape = {"8", "1", "3", "3"})
  Tensor k;

  @Parameter(shape = "8", role = Role.BIAS)
  Tensor bias; // expect TKV414 warning at "bias": bias is only added where the next operation (batchNorm, a mean that is subtracted,

  @Parameter(shape = {"8*6*6", "classes"})
  Tensor head;

  @Loss
  Tensor ce(@Shape({"batch", "1", "8", "8"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = conv2d(x, k).plus(reshape(bias, "8", "1", "1"));
    return softmaxCrossEntropy(reshape(relu(batchNorm(h)), "batch", "8*6*6").matmul(head), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class CancelledBiasB {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Parameter(role = Role.BIAS)
  Tensor level; // expect TKV414 warning at "level": level is only added where the next operation (batchNorm, a mean that is subtracted,

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w).plus(level), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class StuckAtZeroA {
  @Parameter(
      shape = {"features", "hidden"},
      init = Init.ZEROS) // expect TKV415 warning at ".ZEROS": w1, b1 and w2 all start at 0, where the gradient of each is a multiple of the others:
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(
      shape = {"hidden", "classes"},
      init = Init.ZEROS)
  Tensor w2;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor b2;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(relu(x.matmul(w1).plus(b1)).matmul(w2).plus(b2), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class StuckAtZeroB {
  @Constant(shape = {"inputs", "outputs"})
  Tensor frozen;

  @Parameter(
      shape = {"inputs", "4"},
      init = Init.ZEROS) // expect TKV415 warning at ".ZEROS": a and b both start at 0, where the gradient of each is a multiple of the others: they
  Tensor a;

  @Parameter(
      shape = {"4", "outputs"},
      init = Init.ZEROS)
  Tensor b;

  @Loss
  Tensor mse(@Shape({"batch", "inputs"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(x.matmul(frozen.plus(a.matmul(b))), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class UnboundedLikelihoodA {
  @Parameter(shape = {"features"})
  Tensor w;

  @Parameter Tensor logSigma;

  @Loss
  Tensor nll(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor s = exp(logSigma);
    return mean(square(x.matmul(w).minus(y)).div(square(s)).times(0.5)).plus(log(s)); // expect TKV417 warning at "log": nll is unbounded below: where the residual is 0, log(s) goes to minus infinity. Give the
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class TooManyDirectionsA {
  @Parameter(shape = {"32", "16"})
  Tensor w;

  @Parameter(shape = {"16", "classes"})
  Tensor v;

  @Loss
  Tensor ce(@Shape({"batch", "32"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(tanh(x.matmul(w)).matmul(v), y);
  }

  @Regularize(lambda = 0.1)
  Tensor orthogonal() {
    return sum(square(w.matmul(w.transpose()).minus(eye(32)))); // expect TKV404 note at "square": 32 directions of length 16 cannot be orthonormal: orthogonal never falls below its weight
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class OrthogonalAndSmallA {
  @Parameter(shape = {"inputs", "outputs"})
  @Regularize.L2(lambda = 0.5) // expect TKV406 warning at "@Regularize": L2 and orthogonality pull w apart: with a = lambda/2 = 0.25 of L2 and b = 0.01 of
  @Regularize.SoftOrthogonality(lambda = 0.01)
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "inputs"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}
