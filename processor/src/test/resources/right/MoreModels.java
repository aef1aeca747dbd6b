import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.01, momentum = 0.9, nesterov = true)
@Regularize.L2(lambda = 5e-4)
abstract class ResidualFilters {
  @Parameter(
      shape = {"16", "3", "3", "3"},
      init = Init.HE_NORMAL)
  Tensor k1;

  @Parameter(shape = "16", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"3600", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "3", "32", "32"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = avgPool2d(relu(conv2d(x, k1).plus(reshape(b1, "16", "1", "1"))), 2);
    return softmaxCrossEntropy(reshape(h, "batch", "3600").matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class NormalizedPrice {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor shift;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  @Predict
  Tensor price(@Shape({"batch", "features"}) Tensor x) {
    return sum(gelu(layerNorm(x.matmul(w1), gain, shift)).matmul(w2), -1);
  }

  @Loss
  Tensor mse(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(price(x), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Heteroscedastic {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = "hidden")
  Tensor mean;

  @Parameter(shape = "hidden")
  Tensor scale;

  @Loss
  Tensor nll(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor h = tanh(x.matmul(w1).plus(b1));
    return gaussianNegativeLogLikelihood(h.matmul(mean), y, softplus(h.matmul(scale)).plus(1e-3));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SupportVectors {
  @Parameter(shape = "features")
  @Regularize.L1(lambda = 0.01)
  Tensor w;

  @Parameter(
      shape = {},
      role = Role.BIAS)
  Tensor b;

  @Predict
  Tensor margin(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(w).plus(b);
  }

  @Loss
  Tensor svm(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor sign) {
    return hinge(margin(x), sign);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class PairContrast {
  @Parameter(shape = {"features", "dims"})
  Tensor w;

  @Loss
  Tensor contrast(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) {
    return infoNce(a.matmul(w), b.matmul(w), 0.1);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class GraphConvolution {
  @Parameter(shape = {"nodeFeatures", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Constant(shape = {"nodes", "nodes"})
  Tensor adjacency;

  @Predict
  Tensor scores(@Shape({"nodes", "nodeFeatures"}) Tensor x) {
    return adjacency.matmul(relu(adjacency.matmul(x.matmul(w1))).matmul(w2));
  }

  @Loss
  Tensor ce(@Shape({"nodes", "nodeFeatures"}) Tensor x, @Shape("nodes") Labels y) {
    return softmaxCrossEntropy(scores(x), y);
  }
}

@TrainingObjective
@Optimizer.RMSprop(learningRate = 1e-3)
@Gradient.ClipByGlobalNorm(maxNorm = 1)
abstract class UnrolledRecurrence {
  static final int STEPS = 4;

  @Parameter(shape = {"inputs", "state"})
  Tensor wx;

  @Parameter(
      shape = {"state", "state"},
      init = Init.ORTHOGONAL)
  Tensor wh;

  @Parameter(shape = "state", role = Role.BIAS)
  Tensor b;

  @Parameter(shape = {"state", "outputs"})
  Tensor wo;

  @Predict
  Tensor forecast(@Shape({"4", "batch", "inputs"}) Tensor series) {
    Tensor h = tanh(reshape(slice(series, 0, 0, 1), "batch", "inputs").matmul(wx).plus(b));
    for (int i = 1; i < STEPS; i++) {
      h =
          tanh(
              reshape(slice(series, 0, i, i + 1), "batch", "inputs")
                  .matmul(wx)
                  .plus(h.matmul(wh))
                  .plus(b));
    }
    return h.matmul(wo);
  }

  @Loss
  Tensor fit(
      @Shape({"4", "batch", "inputs"}) Tensor series, @Shape({"batch", "outputs"}) Tensor next) {
    return huber(forecast(series), next, 1.0);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class RankedItems {
  @Parameter(
      shape = {"users", "rank"},
      role = Role.EMBEDDING,
      init = Init.NORMAL,
      initScale = 0.1)
  Tensor users;

  @Parameter(
      shape = {"items", "rank"},
      role = Role.EMBEDDING,
      init = Init.NORMAL,
      initScale = 0.1)
  Tensor items;

  @Loss
  Tensor bpr(
      @Shape("batch") Labels user, @Shape("batch") Labels liked, @Shape("batch") Labels other) {
    Tensor u = gather(users, user);
    Tensor d = sum(u.times(gather(items, liked).minus(gather(items, other))), 1);
    return mean(softplus(d.negate()));
  }

  @Regularize(lambda = 1e-4)
  Tensor sizes(@Shape("batch") Labels user, @Shape("batch") Labels liked) {
    return mean(sum(square(gather(users, user)), 1).plus(sum(square(gather(items, liked)), 1)));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.05)
abstract class LowRankMatrix {
  @Parameter(shape = {"rows", "columns"})
  @Regularize.NuclearNorm(lambda = 0.1)
  Tensor matrix;

  @Loss
  Tensor fit(@Shape("batch") Labels row, @Shape({"batch", "columns"}) Tensor target) {
    return meanSquaredError(gather(matrix, row), target);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DistilledClassifier {
  @Hyperparameter(0.5)
  double alpha;

  @Hyperparameter(4)
  double temperature;

  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Constant(shape = {"features", "classes"})
  Tensor teacher;

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(w);
  }

  @Loss
  Tensor distill(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor soft = softmax(x.matmul(teacher).div(temperature), 1);
    Tensor kd =
        softmaxCrossEntropy(logits(x).div(temperature), soft).times(temperature * temperature);
    return softmaxCrossEntropy(logits(x), y).times(1 - alpha).plus(kd.times(alpha));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SmoothClassifier {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor b;

  @Predict
  Tensor logits(@Shape({"batch", "features"}) Tensor x) {
    return x.matmul(w).plus(b);
  }

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y, 0.1);
  }

  @Regularize(lambda = 0.1)
  Tensor inputSmoothness(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return Penalties.inputGradient(softmaxCrossEntropy(logits(x), y), x);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DenoisingCode {
  @Parameter(shape = {"pixels", "code"})
  Tensor e;

  @Parameter(shape = {"code", "pixels"})
  Tensor d;

  @Predict
  Tensor code(@Shape({"batch", "pixels"}) Tensor x) {
    return sigmoid(x.matmul(e));
  }

  @Loss
  Tensor denoise(@Shape({"batch", "pixels"}) Tensor x) {
    return meanSquaredError(code(dropout(x, 0.5)).matmul(d), x);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class MaskedTargets {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor masked(
      @Shape({"batch", "features"}) Tensor x,
      @Shape({"batch", "classes"}) Tensor y,
      @Shape({"batch", "classes"}) Tensor mask) {
    Tensor error = square(x.matmul(w).minus(y)).times(mask);
    return sum(error).div(maximum(sum(mask), 1));
  }
}

@TrainingObjective
@Optimizer.AdamW(learningRate = 3e-4, weightDecay = 0.1)
@Schedule.Cosine(warmupSteps = 100, minLearningRate = 3e-5)
@Average.EMA(decay = 0.999)
@Gradient.ClipByGlobalNorm(maxNorm = 1)
abstract class TinyTransformer {
  @Parameter(
      shape = {"vocabulary", "model"},
      role = Role.EMBEDDING,
      init = Init.NORMAL,
      initScale = 0.02)
  Tensor words;

  @Parameter(shape = {"model", "hidden"})
  Tensor up;

  @Parameter(shape = {"hidden", "model"})
  Tensor down;

  @Parameter(shape = "model", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "model", role = Role.BIAS)
  Tensor shift;

  @Predict
  Tensor logits(@Shape("tokens") Labels word) {
    Tensor x = gather(words, word);
    Tensor h = x.plus(gelu(layerNorm(x, gain, shift).matmul(up)).matmul(down));
    return h.matmul(words.transpose());
  }

  @Loss
  Tensor next(@Shape("tokens") Labels word, @Shape("tokens") Labels target) {
    return softmaxCrossEntropy(logits(word), target);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SoftClusters {
  @Parameter(shape = {"clusters", "features"})
  Tensor centers;

  @Loss
  Tensor soft(@Shape({"batch", "features"}) Tensor x) {
    return mean(logSumExp(squaredDistances(x, centers).negate(), 1)).negate();
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LaplaceEquation {
  @Parameter(shape = {"2", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  Tensor u(Tensor p) {
    return sin(p.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor laplace(@Shape({"inside", "2"}) Tensor p) {
    Tensor du = gradient(sum(u(p)), p);
    Tensor uxx = slice(gradient(sum(slice(du, 1, 0, 1)), p), 1, 0, 1);
    Tensor uyy = slice(gradient(sum(slice(du, 1, 1, 2)), p), 1, 1, 2);
    return mean(square(uxx.plus(uyy)));
  }

  @Loss
  Tensor border(@Shape({"edge", "2"}) Tensor q, @Shape({"edge", "1"}) Tensor v) {
    return meanSquaredError(u(q), v);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Segmentation {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor segmentation(
      @Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor y) {
    Tensor z = x.matmul(w);
    return dice(sigmoid(z), y, 1).plus(sigmoidCrossEntropy(z, y));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SimilarPairs {
  @Parameter(shape = {"features", "dims"})
  Tensor w;

  @Loss
  Tensor similar(
      @Shape({"batch", "features"}) Tensor a,
      @Shape({"batch", "features"}) Tensor b,
      @Shape("batch") Tensor sign) {
    return cosineEmbedding(a.matmul(w), b.matmul(w), sign, 0.2);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class SmoothedSignal {
  @Parameter(shape = {"time", "sensors"})
  @Regularize.TotalVariation(lambda = 0.1, axes = 0, mode = Mode.COUPLED)
  Tensor signal;

  @Loss
  Tensor fit(@Shape({"time", "sensors"}) Tensor measured) {
    return meanSquaredError(signal, measured);
  }
}

@TrainingObjective
@Optimizer.Adam
@Regularize.SoftOrthogonality(lambda = 1e-3, on = "mixing")
abstract class OrthogonalMixing {
  @Parameter(
      shape = {"64", "16"},
      init = Init.ORTHOGONAL)
  Tensor mixing;

  @Parameter(shape = {"16", "64"})
  Tensor unmixing;

  @Loss
  Tensor rec(@Shape({"batch", "64"}) Tensor x) {
    return meanSquaredError(tanh(x.matmul(mixing)).matmul(unmixing), x);
  }
}
