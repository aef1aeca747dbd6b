import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;
import static io.tikhonov.dsl.Penalties.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
abstract class SilentR01 {
  @Parameter(
      shape = {"inputs", "hidden"},
      init = Init.HE_NORMAL)
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(
      shape = {"hidden", "inputs"},
      init = Init.ZEROS)
  Tensor w2;

  @Parameter(
      shape = {"inputs", "classes"},
      init = Init.ZEROS)
  Tensor head;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor bias;

  @Loss
  Tensor ce(@Shape({"batch", "inputs"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = x.plus(relu(x.matmul(w1).plus(b1)).matmul(w2));
    return softmaxCrossEntropy(h.matmul(head).plus(bias), y);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentR02 {
  @Constant(shape = {"inputs", "outputs"})
  Tensor frozen;

  @Parameter(
      shape = {"inputs", "4"},
      init = Init.NORMAL,
      initScale = 0.02)
  Tensor a;

  @Parameter(
      shape = {"4", "outputs"},
      init = Init.ZEROS)
  Tensor b;

  @Loss
  Tensor mse(@Shape({"batch", "inputs"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(x.matmul(frozen).plus(x.matmul(a).matmul(b)), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
@Regularize.L2(lambda = 5e-4)
abstract class SilentR03 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
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
abstract class SilentR04 {
  @Parameter(shape = {"features", "codes"})
  Tensor encoder;

  @Parameter(shape = "codes", role = Role.BIAS)
  Tensor threshold;

  @Parameter(shape = {"codes", "features"})
  @Constrain.UnitNorm(axis = 0)
  Tensor decoder;

  @Parameter(shape = "features", role = Role.BIAS)
  Tensor centre;

  Tensor encode(Tensor x) {
    return relu(x.minus(centre).matmul(encoder).plus(threshold));
  }

  @Loss
  Tensor rec(@Shape({"batch", "features"}) Tensor x) {
    return meanSquaredError(encode(x).matmul(decoder).plus(centre), x);
  }

  @Regularize(lambda = 1e-2)
  Tensor sparsity(@Shape({"batch", "features"}) Tensor x) {
    return mean(sum(abs(encode(x)), 1));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SilentR05 {
  @Parameter(shape = {"8", "1", "3", "3"})
  @Regularize.NormLoss(lambda = 0.01, axis = 0)
  Tensor k;

  @Parameter(shape = "8", role = Role.NORM)
  Tensor g;

  @Parameter(shape = "8", role = Role.BIAS)
  Tensor s;

  @Parameter(shape = {"8*6*6", "classes"})
  Tensor head;

  @Loss
  Tensor ce(@Shape({"batch", "1", "8", "8"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(
        reshape(relu(batchNorm(conv2d(x, k), g, s)), "batch", "8*6*6").matmul(head), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR06 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "latent"})
  Tensor w2;

  Tensor embed(Tensor x) {
    return relu(x.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss
  Tensor v(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) {
    return vicreg(embed(a), embed(b), 25, 25, 1);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR07 {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  Tensor embed(Tensor x) {
    Tensor z = x.matmul(w);
    return z.div(keepDims(norm(z, 1)));
  }

  @Loss
  Tensor nce(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) {
    return infoNce(embed(a), embed(b), 0.1);
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class SilentR08 {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Constant(shape = {"features", "classes"})
  Tensor before;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor away() {
    return exp(sum(square(w.minus(before))).times(-0.5));
  }

  @Regularize(lambda = 0.01)
  Tensor bonus(@Shape({"batch", "features"}) Tensor x) {
    return softmaxEntropy(x.matmul(w)).negate();
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR09 {
  @Parameter(shape = {"features"})
  Tensor w;

  @Parameter(shape = {"features"})
  Tensor v;

  @Loss
  Tensor nll(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor s = softplus(x.matmul(v)).plus(1e-3);
    return mean(square(x.matmul(w).minus(y)).div(square(s)).times(0.5).plus(log(s)));
  }

  @Regularize(lambda = 0.1)
  Tensor rates(@Shape({"batch", "features"}) Tensor x) {
    return mean(square(log(softplus(x.matmul(w)))))
        .plus(mean(square(log(sigmoid(x.matmul(w)).plus(1e-6)))));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR10 {
  @Parameter(
      shape = {"features"},
      init = Init.ZEROS)
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor size() {
    return norm(w);
  }

  @Regularize(lambda = 0.1)
  Tensor dev(@Shape({"batch", "features"}) Tensor x) {
    return sqrt(variance(x.matmul(w)).plus(1e-4));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR11 {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor soft(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor t) {
    Tensor z = x.matmul(w);
    Tensor e = exp(z.minus(keepDims(max(z, 1))));
    Tensor p = e.div(keepDims(sum(e, 1)));
    return meanSquaredError(p, t);
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.1)
@Average.EMA(decay = 0.9999)
abstract class SilentR12 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "latent"})
  Tensor w2;

  @Parameter(shape = {"latent", "latent"})
  Tensor q;

  Tensor encode(Tensor x) {
    return tanh(x.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor byol(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) {
    return cosineDistance(encode(a).matmul(q), averaged(encode(b)));
  }

  @Loss
  Tensor sup(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "latent"}) Tensor t) {
    return meanSquaredError(encode(a), t);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.05, momentum = 0.9, nesterov = true)
@Schedule.Cosine(warmupSteps = 100, totalSteps = 10000)
@Gradient.ClipByGlobalNorm(maxNorm = 1)
abstract class SilentR13 {
  @Parameter(
      shape = {"vocabulary", "width"},
      role = Role.EMBEDDING)
  Tensor table;

  @Parameter(shape = {"width", "width"})
  Tensor q;

  @Parameter(shape = {"width", "width"})
  Tensor k;

  @Parameter(shape = {"width", "width"})
  Tensor v;

  @Parameter(shape = "width", role = Role.NORM)
  Tensor g;

  @Parameter(shape = "width", role = Role.BIAS)
  Tensor s;

  @Parameter(shape = {"width", "classes"})
  Tensor head;

  @Loss
  Tensor ce(@Shape({"batch", "length"}) Labels t, @Shape("batch") Labels y) {
    Tensor x = layerNorm(gather(table, t), g, s);
    Tensor a = softmax(x.matmul(q).matmul(x.matmul(k).transpose()).times(0.125), -1);
    return softmaxCrossEntropy(mean(x.plus(a.matmul(x.matmul(v))), 1).matmul(head), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SilentR14 {
  @Parameter(shape = {"n", "m"})
  @Regularize.L1(lambda = 1e-3)
  @Regularize.GroupLasso(lambda = 1e-3, axis = 0)
  Tensor w;

  @Loss
  Tensor mse(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR15 {
  @Parameter(shape = {"16", "64"})
  @Regularize.SoftOrthogonality(lambda = 0.01)
  Tensor w;

  @Parameter(shape = {"64", "classes"})
  Tensor v;

  @Loss
  Tensor ce(@Shape({"batch", "16"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(tanh(x.matmul(w)).matmul(v), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR16 {
  @Parameter(shape = {"pixels", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "latent"})
  Tensor mu;

  @Parameter(shape = {"hidden", "latent"})
  Tensor ls;

  @Parameter(shape = {"latent", "pixels"})
  Tensor dec;

  @Loss
  Tensor elbo(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor h = tanh(x.matmul(w1));
    Tensor m = h.matmul(mu);
    Tensor s = h.matmul(ls);
    Tensor z = sampleNormal(m, s);
    return bernoulliEvidenceBound(z.matmul(dec), x, m, s, 1);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SilentR17 {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  @Loss
  Tensor hyper(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "latent"}) Tensor t) {
    Tensor z = x.matmul(w);
    Tensor q = z.plus(stopGradient(sign(z).minus(z)));
    return meanSquaredError(q, t);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR18 {
  @Hyperparameter(1e-3)
  double eps;

  @Parameter(shape = {"features", "hidden"})
  Tensor w;

  @Loss
  Tensor q(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "hidden"}) Tensor t) {
    return meanSquaredError(log(relu(x.matmul(w)).plus(eps)), t);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR19 {
  @Parameter(shape = {"features", "embedding"})
  Tensor w;

  @Loss
  Tensor codingRate(@Shape({"batch", "features"}) Tensor x) {
    Tensor z = tanh(x.matmul(w));
    return logDet(eye("embedding").plus(z.transpose().matmul(z).times(0.1))).negate();
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 1e-2)
abstract class SilentR20 {
  @Parameter(shape = {"2", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  Tensor u(Tensor p) {
    return tanh(p.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss
  Tensor eq(@Shape({"inside", "2"}) Tensor p) {
    Tensor g = gradient(sum(u(p)), p);
    Tensor xx = slice(gradient(sum(slice(g, 1, 0, 1)), p), 1, 0, 1);
    Tensor yy = slice(gradient(sum(slice(g, 1, 1, 2)), p), 1, 1, 2);
    return mean(square(xx.plus(yy)));
  }

  @Loss(weight = 10)
  Tensor edge(@Shape({"edge", "2"}) Tensor q, @Shape({"edge", "1"}) Tensor v) {
    return meanSquaredError(u(q), v);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR21 {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor h(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return hinge(x.matmul(w), y);
  }

  @Regularize(lambda = 0.01)
  Tensor smooth(@Shape({"batch", "features"}) Tensor x) {
    return inputGradient(tanh(x.matmul(w)), x);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR22 {
  @Parameter(shape = {"features"})
  Tensor w;

  @Loss
  Tensor q(
      @Shape({"batch", "features"}) Tensor x,
      @Shape("batch") Tensor y,
      @Shape("batch") Tensor mask) {
    Tensor e = square(x.matmul(w).minus(y));
    return sum(e.times(mask)).div(maximum(sum(mask), 1));
  }

  @Regularize(lambda = 0.1)
  Tensor guarded(@Shape({"batch", "features"}) Tensor x) {
    Tensor h = relu(x.matmul(w));
    return mean(where(greater(h, 0), log(h), 0))
        .negate()
        .times(0.5)
        .plus(mean(clamp(sigmoid(x.matmul(w)), 1e-6, 1 - 1e-6)));
  }
}

@TrainingObjective
@Optimizer.Muon(on = {"w1", "w2"})
@Optimizer.AdamW(learningRate = 1e-3)
abstract class SilentR23 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(gelu(x.matmul(w1).plus(b1)).matmul(w2), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SilentR24 {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor tsallis(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor p = softmax(x.matmul(w), 1);
    return mean(sum(square(p), 1)).times(0.1).plus(softmaxCrossEntropy(x.matmul(w), y, 0.1));
  }

  @Regularize(lambda = 0.1)
  Tensor margin(@Shape({"batch", "features"}) Tensor x) {
    return mean(relu(max(x.matmul(w), 1).negate().plus(1)));
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 3e-4, weightDecay = 0.1)
@Schedule.Linear(warmupSteps = 100)
abstract class SilentS01 {
  @Parameter(
      shape = {"vocabulary", "width"},
      role = Role.EMBEDDING,
      initScale = 0.02)
  Tensor table;

  @Parameter(shape = {"width", "width"})
  Tensor q;

  @Parameter(shape = {"width", "width"})
  Tensor k;

  @Parameter(shape = {"width", "width"})
  Tensor v;

  @Parameter(shape = {"width", "4*width"})
  Tensor up;

  @Parameter(shape = {"4*width", "width"})
  Tensor down;

  @Parameter(shape = "width", role = Role.NORM)
  Tensor g1;

  @Parameter(shape = "width", role = Role.BIAS)
  Tensor s1;

  @Parameter(shape = "width", role = Role.NORM)
  Tensor g2;

  @Parameter(shape = "width", role = Role.BIAS)
  Tensor s2;

  @Predict
  Tensor scores(@Shape({"batch", "length"}) Labels t) {
    Tensor x = gather(table, t);
    Tensor h = layerNorm(x, g1, s1);
    Tensor a =
        softmax(h.matmul(q).matmul(h.matmul(k).transpose()).times(0.125), -1).matmul(h.matmul(v));
    Tensor y = x.plus(dropout(a, 0.1));
    Tensor z = y.plus(gelu(layerNorm(y, g2, s2).matmul(up)).matmul(down));
    return mean(z, 1).matmul(table.transpose());
  }

  @Loss
  Tensor ce(@Shape({"batch", "length"}) Labels t, @Shape("batch") Labels next) {
    return softmaxCrossEntropy(scores(t), next);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS02 {
  @Parameter(shape = "features")
  Tensor w;

  @Parameter(role = Role.BIAS)
  Tensor b;

  @Loss
  Tensor poisson(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor count) {
    return poissonNegativeLogLikelihood(x.matmul(w).plus(b), count);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.01)
abstract class SilentS03 {
  @Parameter(
      shape = {"n", "rank"},
      initScale = 0.1)
  @Regularize.L2(lambda = 1e-3)
  Tensor u;

  @Parameter(
      shape = {"m", "rank"},
      initScale = 0.1)
  @Regularize.L2(lambda = 1e-3)
  Tensor v;

  @Loss
  Tensor fit(@Shape({"n", "m"}) Tensor y, @Shape({"n", "m"}) Tensor seen) {
    return sum(square(u.matmul(v.transpose()).minus(y)).times(seen)).div(maximum(sum(seen), 1));
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS04 {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  Tensor f(Tensor x) {
    return x.matmul(w);
  }

  @Loss
  Tensor triplet(
      @Shape({"batch", "features"}) Tensor a,
      @Shape({"batch", "features"}) Tensor p,
      @Shape({"batch", "features"}) Tensor n) {
    return tripletMargin(f(a), f(p), f(n), 1);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS05 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "features"})
  Tensor w2;

  @Loss
  Tensor rec(@Shape({"batch", "features"}) Tensor x) {
    return meanSquaredError(tanh(noise(x, 0.1).matmul(w1)).matmul(w2), x);
  }

  @Regularize(lambda = 1e-3)
  Tensor activity(@Shape({"batch", "features"}) Tensor x) {
    return mean(abs(tanh(x.matmul(w1))));
  }
}

@TrainingObjective
@Optimizer.RMSprop(learningRate = 1e-3)
abstract class SilentS06 {
  @Parameter(
      shape = {"height", "width"},
      init = Init.ZEROS)
  @Regularize.TotalVariation(lambda = 0.1)
  @Constrain.Box(min = 0, max = 1)
  Tensor image;

  @Loss
  Tensor fit(@Shape({"height", "width"}) Tensor y) {
    return sum(square(image.minus(y)));
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS08 {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Hyperparameter(2)
  double temperature;

  @Loss
  Tensor distill(
      @Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor teacher) {
    Tensor student = logSoftmax(x.matmul(w).div(temperature), 1);
    Tensor target = softmax(teacher.div(temperature), 1);
    return klDivergence(student, target);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS09 {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor cons(
      @Shape({"batch", "features"}) Tensor x,
      @Shape({"batch", "features"}) Tensor aug,
      @Shape("batch") Labels y) {
    Tensor p = softmax(x.matmul(w), 1);
    return softmaxCrossEntropy(x.matmul(w), y)
        .plus(mean(square(p.minus(softmax(aug.matmul(w), 1)))));
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class SilentS10 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  @Loss
  Tensor pair(
      @Shape({"batch", "features"}) Tensor better, @Shape({"batch", "features"}) Tensor worse) {
    Tensor d =
        sum(
            tanh(better.matmul(w1).plus(b1))
                .matmul(w2)
                .minus(tanh(worse.matmul(w1).plus(b1)).matmul(w2)),
            1);
    return mean(softplus(d.negate()));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
@Schedule.Step(every = 30)
abstract class SilentS11 {
  @Parameter(
      shape = {"8", "3", "3", "3"},
      init = Init.HE_NORMAL)
  Tensor k;

  @Parameter(shape = "8", role = Role.NORM)
  Tensor g;

  @Parameter(shape = "8", role = Role.BIAS)
  Tensor s;

  @Parameter(shape = {"8", "classes"})
  @Regularize.L2(lambda = 5e-4)
  Tensor head;

  @Loss
  Tensor ce(@Shape({"batch", "3", "8", "8"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(
        mean(relu(batchNorm(conv2d(x, k, 1, 1), g, s)), 2, 3).matmul(head), y);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS13 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden"})
  Tensor w2;

  @Loss
  Tensor cox(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor event) {
    Tensor r = relu(x.matmul(w1)).matmul(w2);
    Tensor risk = logSumExp(r, 0);
    return mean(event.times(risk.minus(r)));
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS14 {
  @Parameter(shape = {"features", "k"})
  Tensor w;

  @Parameter(shape = {"k", "features"})
  Tensor centres;

  @Loss
  Tensor cluster(@Shape({"batch", "features"}) Tensor x) {
    Tensor p = softmax(x.matmul(w), 1);
    return mean(sum(square(p.matmul(centres).minus(x)), 1));
  }

  @Regularize(lambda = 0.1)
  Tensor balance(@Shape({"batch", "features"}) Tensor x) {
    Tensor p = mean(softmax(x.matmul(w), 1), 0);
    return sum(p.times(log(p.plus(1e-9))));
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS15 {
  @Parameter(shape = {"features"})
  Tensor w;

  @Parameter Tensor logVariance;

  @Loss
  Tensor nll(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor r = square(x.matmul(w).minus(y));
    return mean(r.times(exp(logVariance.negate())).plus(logVariance)).times(0.5);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS16 {
  @Parameter(shape = {"states", "actions"})
  Tensor policy;

  @Loss
  Tensor reinforce(
      @Shape("batch") Labels state,
      @Shape("batch") Labels action,
      @Shape("batch") Tensor advantage) {
    Tensor logs = logSoftmax(gather(policy, state), 1);
    return mean(sum(logs.times(oneHot(action, "actions")), 1).times(advantage)).negate();
  }

  @Regularize(lambda = 0.01)
  Tensor explore(@Shape("batch") Labels state) {
    return softmaxEntropy(gather(policy, state)).negate();
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS17 {
  @Parameter(shape = {"features", "latent"})
  Tensor w;

  @Loss
  Tensor simsiam(
      @Shape({"batch", "features"}) Tensor a,
      @Shape({"batch", "features"}) Tensor b,
      @Shape("batch") Tensor y,
      @Shape({"latent"}) Tensor head) {
    Tensor z = x(a);
    return cosineDistance(z, stopGradient(x(b))).plus(meanSquaredError(z.matmul(head), y));
  }

  Tensor x(Tensor a) {
    return tanh(a.matmul(w));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.05)
abstract class SilentS18 {
  @Parameter(shape = {"n", "n"})
  Tensor w;

  @Loss
  Tensor flow(@Shape({"batch", "n"}) Tensor x) {
    Tensor z = tanh(x.matmul(w));
    Tensor slope = square(z).negate().plus(1);
    return mean(sum(square(z), 1)).times(0.5).minus(mean(sum(log(slope.plus(1e-6)), 1)));
  }

  @Regularize(lambda = 0.1)
  Tensor near() {
    return sum(square(w.minus(eye("n"))));
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class SilentS19 {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "outputs"})
  Tensor w2;

  @Parameter(shape = "outputs", role = Role.BIAS)
  Tensor b2;

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(relu(x.matmul(w1).plus(b1)).matmul(w2).plus(b2), y);
  }

  @Regularize(lambda = 0.01)
  Tensor small(@Shape({"batch", "features"}) Tensor x) {
    return mean(square(relu(x.matmul(w1).plus(b1))));
  }
}

@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.Adam(learningRate = 1e-3)
abstract class SilentS20 {
  @Parameter(shape = {"n", "d"})
  Tensor z;

  @Constant(shape = {"n", "n"})
  Tensor kernel;

  @Loss
  Tensor gp() {
    Tensor k = kernel.plus(eye("n").times(1e-6));
    return trace(z.transpose().matmul(inverse(k)).matmul(z)).plus(sum(square(z.minus(1))));
  }
}
