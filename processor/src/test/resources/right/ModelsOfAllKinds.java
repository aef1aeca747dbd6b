import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
@Schedule.Cosine(warmupSteps = 50)
abstract class Digits {
  @Parameter(
      shape = {"pixels", "hidden"},
      init = Init.HE_NORMAL)
  @Regularize.L1(lambda = 1e-4)
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  @Regularize.GroupLasso(lambda = 1e-3, axis = 0)
  Tensor w2;

  @Predict
  Tensor logits(@Shape({"batch", "pixels"}) Tensor x) {
    return relu(x.matmul(w1).plus(b1)).matmul(w2);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }

  @Regularize(lambda = 0.1)
  Tensor confidence(@Shape({"batch", "pixels"}) Tensor x) {
    return mean(square(logits(x)));
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 3e-4)
abstract class Attention {
  @Parameter(shape = {"model", "keys"})
  Tensor wq;

  @Parameter(shape = {"model", "keys"})
  Tensor wk;

  @Parameter(shape = {"model", "values"})
  Tensor wv;

  @Parameter(shape = {"values", "classes"})
  Tensor out;

  @Predict
  Tensor logits(@Shape({"tokens", "model"}) Tensor x) {
    Tensor a = softmax(x.matmul(wq).matmul(x.matmul(wk).transpose()).div(Math.sqrt(64)), 1);
    return a.matmul(x.matmul(wv)).matmul(out);
  }

  @Loss
  Tensor ce(@Shape({"tokens", "model"}) Tensor x, @Shape("tokens") Labels y) {
    return softmaxCrossEntropy(logits(x), y, 0.1);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class VariationalAutoencoder {
  @Parameter(shape = {"pixels", "hidden"})
  Tensor e;

  @Parameter(shape = {"hidden", "latent"})
  Tensor em;

  @Parameter(shape = {"hidden", "latent"})
  Tensor ev;

  @Parameter(shape = {"latent", "pixels"})
  Tensor d;

  Tensor hidden(Tensor x) {
    return tanh(x.matmul(e));
  }

  @Loss
  Tensor reconstruction(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor h = hidden(x);
    Tensor z = sampleNormal(h.matmul(em), h.matmul(ev));
    return mean(sum(square(z.matmul(d).minus(x)), "pixels"));
  }

  @Regularize(lambda = 1)
  Tensor kl(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor h = hidden(x);
    return Penalties.gaussianKl(h.matmul(em), h.matmul(ev));
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class HeatEquation {
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
  Tensor heat(@Shape({"interior", "2"}) Tensor p) {
    Tensor du = gradient(sum(u(p)), p);
    Tensor ux = slice(du, 1, 0, 1);
    Tensor uxx = slice(gradient(sum(ux), p), 1, 0, 1);
    return mean(square(slice(du, 1, 1, 2).minus(uxx)));
  }

  @Loss(weight = 10)
  Tensor boundary(@Shape({"edge", "2"}) Tensor q, @Shape({"edge", "1"}) Tensor value) {
    return meanSquaredError(u(q), value);
  }
}

@TrainingObjective
@Optimizer.Adam
@Regularize.L2(
    lambda = 1e-4,
    on = {"users", "items"})
abstract class Recommender {
  @Parameter(
      shape = {"userCount", "rank"},
      role = Role.EMBEDDING)
  Tensor users;

  @Parameter(
      shape = {"itemCount", "rank"},
      role = Role.EMBEDDING)
  Tensor items;

  @Parameter(shape = "itemCount", role = Role.BIAS)
  Tensor popularity;

  @Predict
  Tensor score(@Shape("batch") Labels user, @Shape("batch") Labels item) {
    return sum(gather(users, user).times(gather(items, item)), 1).plus(gather(popularity, item));
  }

  @Loss
  Tensor fit(
      @Shape("batch") Labels user, @Shape("batch") Labels item, @Shape("batch") Tensor rating) {
    return meanSquaredError(score(user, item), rating);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.05, momentum = 0.9)
abstract class NonNegativeFactors {
  @Parameter(
      shape = {"genes", "factors"},
      init = Init.UNIFORM,
      initScale = 0.1)
  @Constrain.NonNegative
  Tensor loadings;

  @Parameter(
      shape = {"factors", "samples"},
      init = Init.UNIFORM)
  @Constrain.NonNegative
  @Regularize.L1(lambda = 1e-3)
  Tensor scores;

  @Loss
  Tensor fit(@Shape({"genes", "samples"}) Tensor data) {
    return meanSquaredError(loadings.matmul(scores), data);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 0.01)
abstract class Tomography {
  @Parameter(
      shape = {"rows", "columns"},
      init = Init.ZEROS)
  @Regularize.IsotropicTotalVariation(lambda = 1e-2)
  Tensor image;

  @Constant(shape = {"measurements", "rows*columns"})
  Tensor operator;

  @Loss
  Tensor fidelity(@Shape("measurements") Tensor measured) {
    return meanSquaredError(operator.matmul(reshape(image, "rows*columns")), measured);
  }
}

@TrainingObjective
@Optimizer.AdamW
abstract class Views {
  @Parameter(shape = {"features", "dims"})
  Tensor w;

  @Parameter(shape = {"dims", "dims"})
  Tensor predictor;

  @Loss
  Tensor vicreg(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) {
    Tensor za = a.matmul(w);
    Tensor zb = b.matmul(w);
    Tensor invariance = mean(sum(square(za.matmul(predictor).minus(zb)), 1));
    return invariance
        .plus(Penalties.vicregVariance(za))
        .plus(Penalties.vicregVariance(zb))
        .plus(Penalties.vicregCovariance(za).times(0.04));
  }
}

@TrainingObjective
@Optimizer.Adam
@Average.EMA(decay = 0.99)
abstract class MeanTeacher {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(w);
  }

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }

  @Regularize(lambda = 0.5)
  Tensor consistency(@Shape({"unlabelled", "features"}) Tensor u) {
    Tensor teacher = stopGradient(softmax(averaged(u.matmul(w)), 1));
    return softmaxCrossEntropy(u.matmul(w), teacher);
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class LowRankAdapter {
  @Constant(shape = {"features", "classes"})
  Tensor base;

  @Parameter(
      shape = {"features", "rank"},
      init = Init.NORMAL,
      initScale = 0.02)
  Tensor a;

  @Parameter(
      shape = {"rank", "classes"},
      init = Init.ZEROS)
  Tensor b;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(base).plus(x.matmul(a).matmul(b)), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.01)
abstract class QuantileBand {
  @Parameter(shape = "features")
  @Regularize.ElasticNet(lambda = 1e-3, l1Ratio = 0.7)
  Tensor low;

  @Parameter(shape = "features")
  @Regularize.ElasticNet(lambda = 1e-3, l1Ratio = 0.7)
  Tensor high;

  @Predict
  Tensor lower(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(low);
  }

  @Loss
  Tensor below(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return pinball(lower(x), y, 0.1);
  }

  @Loss
  Tensor above(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return pinball(x.matmul(high), y, 0.9);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Convolutions {
  @Parameter(
      shape = {"8", "1", "3", "3"},
      init = Init.HE_NORMAL)
  Tensor k;

  @Parameter(shape = {"1352", "classes"})
  Tensor w;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor b;

  @Predict
  Tensor logits(@Shape({"batch", "1", "28", "28"}) Tensor x) {
    Tensor h = maxPool2d(relu(conv2d(x, k)), 2);
    return dropout(reshape(h, "batch", "1352"), 0.25).matmul(w).plus(b);
  }

  @Loss
  Tensor ce(@Shape({"batch", "1", "28", "28"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class RiskScore {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden")
  Tensor w2;

  @Predict
  Tensor risk(@Shape({"batch", "features"}) Tensor x) {
    return sigmoid(relu(x.matmul(w1)).matmul(w2));
  }

  @Loss
  Tensor bce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return binaryCrossEntropy(risk(x), y);
  }

  @Regularize(lambda = 0.01)
  Tensor smooth(@Shape({"batch", "features"}) Tensor x) {
    Tensor g = gradient(sum(risk(x)), x);
    return mean(sum(square(g), 1));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Tempered {
  static final double THIRD = 1.0 / 3;
  static final int BLOCKS = 7 / 2;

  @Hyperparameter(0.5)
  double temperature;

  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor z = x.matmul(w).div(temperature);
    for (int i = 0; i < BLOCKS; i++) {
      z = z.times(THIRD * 3);
    }
    return softmaxCrossEntropy(z, y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Portfolio {
  @Parameter(shape = "assets", init = Init.CONSTANT, initScale = 0.1)
  @Constrain.Simplex
  Tensor weights;

  @Loss
  Tensor risk(@Shape({"days", "assets"}) Tensor returns) {
    return variance(returns.matmul(weights));
  }

  @Loss(weight = -0.5)
  Tensor gain(@Shape({"days", "assets"}) Tensor returns) {
    return mean(returns.matmul(weights));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SparseCodes {
  @Parameter(shape = {"features", "codes"})
  Tensor encoder;

  @Parameter(shape = {"codes", "features"})
  @Constrain.UnitNorm(axis = 0)
  Tensor decoder;

  @Loss
  Tensor reconstruction(@Shape({"batch", "features"}) Tensor x) {
    return mean(sum(square(code(x).matmul(decoder).minus(x)), 1));
  }

  @Predict
  Tensor code(@Shape({"batch", "features"}) Tensor x) {
    return relu(x.matmul(encoder));
  }

  @Regularize(lambda = 0.01)
  Tensor sparsity(@Shape({"batch", "features"}) Tensor x) {
    return mean(sum(code(x), 1));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Game {
  @Parameter(shape = {"noise", "pixels"})
  Tensor generator;

  @Parameter(shape = "pixels")
  Tensor critic;

  @Loss(trains = "critic")
  Tensor judge(@Shape({"batch", "pixels"}) Tensor real, @Shape({"batch", "noise"}) Tensor z) {
    return mean(softplus(real.matmul(critic).negate()))
        .plus(mean(softplus(z.matmul(generator).matmul(critic))));
  }

  @Loss(trains = "generator")
  Tensor fool(@Shape({"batch", "noise"}) Tensor z) {
    return mean(softplus(z.matmul(generator).matmul(critic).negate()));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class ScaledTransport {
  @Parameter(shape = {"n", "n"})
  Tensor kernel;

  @Loss
  Tensor transport(@Shape({"n", "n"}) Tensor cost, @Shape("n") Tensor p) {
    Tensor k = exp(cost.times(kernel).negate());
    Tensor u = iterate(5, p, v -> p.div(k.matmul(p.div(k.transpose().matmul(v)))));
    return mean(square(u));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LaggedForecast {
  @Parameter(shape = {"lags", "1"})
  @Regularize.Smoothness(lambda = 0.1, order = 2)
  Tensor kernel;

  @Loss
  Tensor forecast(@Shape({"batch", "lags"}) Tensor past, @Shape({"batch", "1"}) Tensor next) {
    return meanSquaredError(past.matmul(kernel), next);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Distillation {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor distill(
      @Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor teacher) {
    return klDivergence(logSoftmax(x.matmul(w), 1), softmax(teacher, 1));
  }

  @Regularize(lambda = 0.01)
  Tensor entropy(@Shape({"batch", "features"}) Tensor x) {
    return Penalties.entropy(softmax(x.matmul(w), 1)).negate();
  }
}
