import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam
abstract class FlattenedByName {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "28", "28"}) Tensor image, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(reshape(image, "batch", "pixels").matmul(w), y); // expect TKV211 at "reshape": reshape from (batch, 28, 28) to (batch, pixels) changes 784*batch values
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class ColouredKernel {
  @Parameter(shape = {"8", "3", "5", "5"})
  Tensor k;

  @Loss
  Tensor e(@Shape({"batch", "1", "28", "28"}) Tensor image) {
    return mean(square(conv2d(image, k))); // expect TKV201 at "conv2d": conv2d: image is (batch, 1, 28, 28) and k is (8, 3, 5, 5); 1 and 3 must be
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class GainOfTheInput {
  @Parameter(shape = {"features", "hidden"})
  Tensor w;

  @Parameter(shape = "features", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor shift;

  @Loss
  Tensor e(@Shape({"batch", "features"}) Tensor x) {
    return mean(square(batchNorm(x.matmul(w), gain, shift))); // expect TKV201 at "batchNorm": batchNorm: x.matmul(w) is (batch, hidden) and gain is (features); hidden
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SoftLabels {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor e(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "labels"}) Tensor soft) {
    return softmaxCrossEntropy(x.matmul(w), soft); // expect TKV201 at "softmaxCrossEntropy": softmaxCrossEntropy: x.matmul(w) is (batch, classes) and soft is (batch,
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class WrongOneHot {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor e(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor z = x.matmul(w);
    return mean(sum(z.times(oneHot(y, "features")), 1)); // expect TKV201 at ".times": times: z is (batch, classes) and oneHot(y, "features") is (batch,
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SwitchedLoss {
  @Hyperparameter(1)
  double mode;

  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor e(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    switch ((int) mode) { // expect TKV107 at "(int) mode": (int) mode: mode cannot be cast, because its value is not known when the
      case 1:
        return softmaxCrossEntropy(x.matmul(w), y);
      default:
        return multiclassHinge(x.matmul(w), y);
    }
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class TypeTest {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor e(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor z = x.matmul(w);
    Tensor t = z instanceof Tensor ? z : x; // expect TKV107 at "instanceof": z instanceof Tensor cannot be compiled: this kind of expression (instance
    return softmaxCrossEntropy(t, y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class TwoTermsOfOneName {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x) { // expect TKV103 at "ce(@Shape": There is another term called ce. Rename one of them.
    return mean(square(x.matmul(w)));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class CountedDown {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    int n = 3;
    Tensor z = x.matmul(w);
    while (n > 0) { // expect TKV107 at "while ": A while loop cannot be unrolled. Write a for loop with constant bounds,
      z = z.times(0.5);
      n--;
    }
    return softmaxCrossEntropy(z, y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class CachedScores {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  Tensor cache;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    cache = x.matmul(w); // expect TKV108 at "= x.matmul": cache is no local variable, and tensors never change in place: the
    return softmaxCrossEntropy(cache, y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LostBranch {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(relu(x.matmul(w)).times(2 / 3).plus(x.matmul(w)), y); // expect TKV110 warning at "/ 3).plus": 2 / 3 is integer division and gives 0, so the term ce is multiplied by 0.
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class UntrainedTeacher {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Parameter(shape = {"features", "classes"})
  Tensor teacher; // expect TKV111 warning at "teacher": No loss reaches teacher, so it keeps its initial value. Use teacher in the

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor target = stopGradient(softmax(x.matmul(teacher), 1));
    return softmaxCrossEntropy(x.matmul(w), y).plus(softmaxCrossEntropy(x.matmul(w), target));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LogisticColumn {
  @Parameter(shape = {"features", "1"})
  Tensor w;

  @Parameter(shape = "1", role = Role.BIAS)
  Tensor b;

  @Loss
  Tensor logistic(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor z = x.matmul(w).plus(b);
    return mean(softplus(z).minus(z.times(y))); // expect TKV203 warning at ".times": z.times(y): (batch, 1) and (batch) broadcast to (batch, batch), every
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SummedPairs {
  @Parameter(shape = {"features", "dims"})
  Tensor w;

  @Loss
  Tensor metric(
      @Shape({"batch", "features"}) Tensor a,
      @Shape({"batch", "features"}) Tensor b,
      @Shape("batch") Tensor same) {
    Tensor d = norm(a.minus(b).matmul(w), 1);
    return sum( // expect TKV205 warning at "sum(": metric sums over the batch and spread takes the mean, so the weight of
        same.times(square(d)).plus(square(relu(d.negate().plus(1))).times(same.negate().plus(1))));
  }

  @Regularize(lambda = 0.1)
  Tensor spread(@Shape({"batch", "features"}) Tensor a) {
    return mean(square(a.matmul(w))).negate().plus(1);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class PredictedTwice {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Predict
  Tensor probabilities(@Shape({"batch", "features"}) Tensor x) {
    return softmax(x.matmul(w), "classes");
  }

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor p = probabilities(x);
    return softmaxCrossEntropy(p, y, 0.1); // expect TKV207 warning at "p, y, 0": softmaxCrossEntropy expects logits but gets softmax(...): softmax is
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class UnknownTime {
  @Parameter(shape = {"steps", "features"})
  Tensor series;

  @Loss
  Tensor fit(@Shape({"steps", "features"}) Tensor observed) {
    return meanSquaredError(series, observed);
  }

  @Regularize(lambda = 1)
  Tensor trend() {
    return mean(abs(diff(diff(series, "time"), "time"))); // expect TKV204 at "\"time\"": diff(..., "time"): the operand is (steps, features) and has no time.
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Regularize.L1(lambda = 1e-3, mode = Mode.DECOUPLED, on = "w") // expect TKV301 warning at ".DECOUPLED": L1 on w in DECOUPLED mode gives no exact zeros: with a constant step the
abstract class LassoOnTheSide {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class GroupsAsATerm {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 1e-3)
  Tensor groups() { // expect TKV301 note at "groups": groups is a sum of norms of w as a term of the loss, which gives no exact
    return sum(norm(w, "classes"));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class WinnerTakesAll {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor hits(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor t) {
    Tensor z = x.matmul(w);
    Tensor won = where(greater(z, keepDims(max(z, 1)).minus(1e-6)), 1, 0); // expect TKV302 at "greater": hits goes through greater, whose derivative is 0, so this loss trains
    return mean(won.times(t)).negate();
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LaplaceOfAbs {
  @Parameter(shape = {"2", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden")
  Tensor w2;

  @Loss
  Tensor laplace(@Shape({"points", "2"}) Tensor p) {
    Tensor u = abs(p.matmul(w1)).matmul(w2);
    Tensor du = gradient(sum(u), p);
    Tensor dx = gradient(sum(slice(du, 1, 0, 1)), p); // expect TKV307 at "gradient": This second derivative by p is 0 almost everywhere, because abs is
    return mean(square(sum(dx, 1)));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class FlatNuclearNorm {
  @Parameter(shape = {"features", "dims"})
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "dims"}) Tensor t) {
    return meanSquaredError(x.matmul(w), t);
  }

  @Regularize(lambda = 0.1)
  Tensor flat(@Shape({"batch", "features"}) Tensor x) {
    Tensor loss = Penalties.nuclearNorm(x.matmul(w)); // expect TKV308 at ".nuclearNorm": This needs the second derivative of singularValues, which has only a first
    return mean(square(gradient(loss, x)));
  }
}

@TrainingObjective
@Optimizer.RMSprop(smoothing = 1) // expect TKV101 at "1)": smoothing = 1 in @Optimizer.RMSprop on NoSmoothing must be in [0, 1).
abstract class NoSmoothing {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxFocal(x.matmul(w), y, 2);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class NegativeFocus {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxFocal(x.matmul(w), y, -2); // expect TKV101 at "-2);": gamma = -2 in softmaxFocal must be finite and at least 0.
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class TransposedAnchor {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Constant(shape = {"classes", "features"})
  Tensor start;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 1)
  Tensor pull() {
    return Penalties.anchor(w, start); // expect TKV201 at ".anchor": anchor: w is (features, classes) and start is (classes, features); classes
  }
}

@TrainingObjective
@Optimizer.Adam(on = "encodr") // expect TKV102 at "\"encodr": @Optimizer.Adam(on = "encodr"): MistypedEncoder has no parameter "encodr".
@Optimizer.SGD(learningRate = 0.1)
abstract class MistypedEncoder {
  @Parameter(shape = {"features", "classes"})
  Tensor encoder;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(encoder), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LeftBehind {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Parameter(shape = {"features", "classes"})
  @Regularize.L2(lambda = 1e-3)
  @Constrain.MaxNorm(radius = 3)
  Tensor old; // expect TKV111 warning at "old;": No loss reaches old: only its penalty L2 moves it, straight to 0. Use old

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class SummedPartition {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor z = x.matmul(w);
    Tensor lse = logSumExp(z, 1);
    return mean(lse).minus(mean(sum(z.times(oneHot(y, "classes")), 1)));
  }

  @Regularize(lambda = 1e-3)
  Tensor zLoss(@Shape({"batch", "features"}) Tensor x) {
    return sum(square(logSumExp(x.matmul(w), 1))); // expect TKV205 warning at "sum(square": zLoss sums over the batch and ce takes the mean, so the weight of zLoss
  }
}
