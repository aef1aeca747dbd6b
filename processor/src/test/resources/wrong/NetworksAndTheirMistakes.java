import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 3e-4)
abstract class UntransposedKeys {
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
    Tensor q = x.matmul(wq);
    Tensor k = x.matmul(wk);
    Tensor v = x.matmul(wv);
    Tensor a = softmax(q.matmul(k).div(8), 1); // expect TKV201 at ".matmul": matmul: q is (tokens, keys) and k is (tokens, keys); keys and tokens must
    return a.matmul(v).matmul(out);
  }

  @Loss
  Tensor ce(@Shape({"tokens", "model"}) Tensor x, @Shape("tokens") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DecoderBias {
  @Parameter(shape = {"pixels", "code"})
  Tensor e;

  @Parameter(shape = {"code", "pixels"})
  Tensor d;

  @Parameter(shape = "code", role = Role.BIAS)
  Tensor b;

  @Loss
  Tensor rec(@Shape({"batch", "pixels"}) Tensor x) {
    return meanSquaredError(sigmoid(tanh(x.matmul(e)).matmul(d).plus(b)), x); // expect TKV201 at ".plus(b": plus: tanh(x.matmul(e)).matmul(d) is (batch, pixels) and b is (code);
  }
}

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class HeatOfStraightPieces {
  @Parameter(shape = {"2", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  Tensor u(Tensor p) {
    return leakyRelu(p.matmul(w1), 0.1).matmul(w2);
  }

  @Loss
  Tensor heat(@Shape({"points", "2"}) Tensor p) {
    Tensor du = gradient(sum(u(p)), p);
    Tensor ut = slice(du, 1, 1, 2);
    Tensor ux = slice(du, 1, 0, 1);
    Tensor uxx = slice(gradient(sum(ux), p), 1, 0, 1); // expect TKV307 warning at "gradient": This second derivative by p is 0 almost everywhere, because leakyRelu is
    return mean(square(ut.minus(uxx)));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class BiasOfTheBatch {
  @Parameter(
      shape = {"users", "rank"},
      role = Role.EMBEDDING)
  Tensor users;

  @Parameter(
      shape = {"items", "rank"},
      role = Role.EMBEDDING)
  Tensor items;

  @Parameter(shape = "batch", role = Role.BIAS) // expect TKV208 at "\"batch": bias has the dimension batch, whose size changes from call to call. For
  Tensor bias;

  @Loss
  Tensor fit(
      @Shape("batch") Labels user, @Shape("batch") Labels item, @Shape("batch") Tensor rating) {
    Tensor score = sum(gather(users, user).times(gather(items, item)), 1);
    return meanSquaredError(score.plus(bias), rating);
  }
}

@TrainingObjective
@Optimizer.Adam
@Regularize.Smoothness(lambda = 1e-2, axis = 0, on = "words") // expect TKV210 warning at "0, on ": Smoothness along vocabulary of words pulls neighbouring class numbers
abstract class SmoothVocabulary {
  @Parameter(
      shape = {"vocabulary", "size"},
      role = Role.EMBEDDING)
  Tensor words;

  @Parameter(shape = {"size", "classes"})
  Tensor out;

  @Loss
  Tensor fit(@Shape("batch") Labels word, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(tanh(gather(words, word)).matmul(out), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.05)
abstract class DividedWindow {
  static final int WINDOW = 8;

  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    double scale = 1 / WINDOW; // expect TKV110 warning at "/ WINDOW": 1 / WINDOW is integer division and gives 0, and the result is used as a
    return meanSquaredError(x.matmul(w), y).plus(sum(square(w)).times(scale));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class ForgottenBias {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Parameter(shape = "classes", role = Role.BIAS)
  Tensor b2; // expect TKV111 warning at "b2;": No loss reaches b2, so it keeps its initial value. Use b2 in the loss,

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = relu(x.matmul(w1).plus(b1));
    return softmaxCrossEntropy(h.matmul(w2), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class PriceColumn {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "1"})
  Tensor w2;

  @Predict
  Tensor price(@Shape({"batch", "features"}) Tensor x) {
    return softplus(x.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor mae(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor error = price(x).minus(y); // expect TKV203 warning at ".minus": price(x).minus(y): (batch, 1) and (batch) broadcast to (batch, batch),
    return mean(abs(error));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class RawRisk {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden")
  Tensor w2;

  @Predict
  Tensor risk(@Shape({"batch", "features"}) Tensor x) {
    return relu(x.matmul(w1)).matmul(w2);
  }

  @Loss
  Tensor bce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return binaryCrossEntropy(risk(x), y); // expect TKV207 warning at "risk(x": binaryCrossEntropy expects probabilities but gets risk(x), whose values
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class CountedUnits {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(relu(x.matmul(w1)).matmul(w2), y);
  }

  @Regularize(lambda = 0.01)
  Tensor activeUnits(@Shape({"batch", "features"}) Tensor x) {
    return mean(greater(relu(x.matmul(w1)), 0)); // expect TKV302 warning at "greater": activeUnits goes through greater, whose derivative is 0, so this term
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class ProximalSmoothness {
  @Parameter(shape = {"time", "sensors"})
  @Regularize.Smoothness(lambda = 1, axis = 0, mode = Mode.PROXIMAL) // expect TKV303 at ".PROXIMAL": Smoothness on signal has no proximal step; its minimiser joins all
  Tensor signal;

  @Loss
  Tensor fit(@Shape({"time", "sensors"}) Tensor measured) {
    return meanSquaredError(signal, measured);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class BoundedRatings {
  @Parameter(shape = {"users", "items"})
  @Regularize.NuclearNorm(lambda = 1)
  @Constrain.Box(min = 1, max = 5) // expect TKV304 warning at "@Constrain": ratings: no order of NuclearNorm and Box is the proximal step of their
  Tensor ratings;

  @Loss
  Tensor fit(@Shape({"users", "items"}) Tensor seen, @Shape({"users", "items"}) Tensor mask) {
    return mean(square(ratings.minus(seen)).times(mask));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class ChangingBranch {
  @Hyperparameter(0.5)
  double threshold;

  @Parameter(shape = "features")
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor r = x.matmul(w).minus(y);
    if (threshold > 0.3) { // expect TKV107 at "> 0.3)": This condition depends on a number that can change between steps, and
      return mean(abs(r));
    }
    return mean(square(r));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class DroppedDropout {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = x.matmul(w);
    dropout(h, 0.5); // expect TKV108 at "dropout": The result of dropout(h, 0.5) is dropped, and tensors never change in
    return softmaxCrossEntropy(h, y);
  }
}

@Schedule.Cosine
@interface Cosined {}

@TrainingObjective
@Optimizer.Adam
@Schedule.Linear
@Cosined // expect TKV103 at "@Cosined": @Schedule.Linear and @Schedule.Cosine both stand on TwoSchedules, and only
abstract class TwoSchedules {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class NoTeacher {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  Tensor logits(Tensor x) {
    return x.matmul(w);
  }

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(x), y);
  }

  @Regularize(lambda = 1)
  Tensor consistency(@Shape({"unlabelled", "features"}) Tensor u) {
    return mean(square(logits(u).minus(averaged(logits(u))))); // expect TKV104 at "averaged": averaged(...) uses w, which has no average. Put @Average.EMA on w or on
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 1.9, nesterov = true) // expect TKV101 at "1.9, nesterov": momentum = 1.9 in @Optimizer.SGD on Momentum must be in [0, 1).
abstract class Momentum {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class ConstrainedState {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Constrain.UnitNorm // expect TKV105 at "@Constrain": @Constrain.UnitNorm on center: this field is not a @Parameter, so there is
  @State(shape = "classes", update = "next")
  Tensor center;

  Tensor next(@Shape({"batch", "features"}) Tensor x) {
    return mean(x.matmul(w), 0);
  }

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w).minus(center), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class TripletRows {
  @Parameter(shape = {"features", "dims"})
  Tensor w;

  @Loss
  Tensor triplet(
      @Shape({"batch", "features"}) Tensor a,
      @Shape({"batch", "features"}) Tensor p,
      @Shape({"batch", "features"}) Tensor n) {
    Tensor near = norm(a.matmul(w).minus(p.matmul(w)), 1);
    Tensor far = norm(a.matmul(w).minus(n.matmul(w)), 1);
    return relu(near.minus(far).plus(0.2)); // expect TKV202 at "return": triplet must return a scalar but has (batch) left. Finish with mean(...,
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class MistypedClasses {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor z = x.matmul(w);
    return mean(logSumExp(z, "class").minus(sum(z.times(oneHot(y, "classes")), "classes"))); // expect TKV204 at "\"class": logSumExp(..., "class"): the operand is (batch, classes) and has no class.
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class OrthogonalVector {
  @Parameter(shape = "features")
  @Regularize.OffDiagonalOrthogonality(lambda = 1) // expect TKV209 at "@Regularize": OffDiagonalOrthogonality on w needs a matrix, but w has the shape
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return meanSquaredError(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class PooledSize {
  @Parameter(shape = {"8", "1", "3", "3"})
  Tensor k;

  @Parameter(shape = {"1152", "classes"})
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "1", "28", "28"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = maxPool2d(relu(conv2d(x, k)), 2);
    return softmaxCrossEntropy(reshape(h, "batch", "1152").matmul(w), y); // expect TKV211 at "reshape": reshape from (batch, 8, 13, 13) to (batch, 1152) changes 1352*batch values
  }
}

@TrainingObjective
@Optimizer.Muon(learningRate = 1e-2)
abstract class SignsOfMuon {
  @Parameter(shape = {"features", "classes"})
  @Regularize.L1(lambda = 1e-3) // expect TKV305 note at "@Regularize": Under Muon the threshold learningRate * lambda of L1 is compared with
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LogarithmOfSize {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 1e-4)
  Tensor logarithm() {
    return sum(log(abs(w))); // expect TKV310 warning at "log(abs": log(abs(w)) in logarithm has infinite slope at 0: the first element of w
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LeftTwice {
  @Parameter(shape = {"a+b", "classes"})
  Tensor w;

  @Loss
  Tensor fit(
      @Shape({"batch", "a"}) Tensor left,
      @Shape({"batch", "b"}) Tensor right,
      @Shape("batch") Labels y) {
    return softmaxCrossEntropy(concat(left, left, 1).matmul(w), y); // expect TKV201 at ".matmul": matmul: concat(left, left, 1) is (batch, 2*a) and w is (a+b, classes); 2*a
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class CappedPortfolio {
  @Parameter(shape = "assets")
  @Constrain.Simplex
  @Constrain.Box(min = 0, max = 0.1) // expect TKV112 at "@Constrain": weights: no projection on both @Constrain.Simplex and @Constrain.Box is
  Tensor weights;

  @Loss
  Tensor risk(@Shape({"days", "assets"}) Tensor returns) {
    return variance(returns.matmul(weights));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class EmptyBounds {
  @Parameter(shape = {"10", "classes"})
  @Constrain.L0Ball(count = 500)
  Tensor w;

  @Parameter(shape = {"16", "4"})
  @Constrain.GroupL0Ball(axis = 1, count = 4) // expect TKV113 note at "4)": count = 4 in @Constrain.GroupL0Ball changes nothing: there are only 4
  Tensor v;

  @Loss
  Tensor fit(
      @Shape({"batch", "10"}) Tensor x,
      @Shape("batch") Labels y,
      @Shape({"batch", "16"}) Tensor z) {
    return softmaxCrossEntropy(x.matmul(w), y).plus(mean(square(z.matmul(v))));
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.5, momentum = 0.9)
abstract class LongSteps {
  @Parameter(shape = {"features", "classes"})
  @Regularize.LogSum(lambda = 2e-3) // expect TKV306 warning at "2e-3)": LogSum on w under learning rate 0.5: from rate 0.5 on the subproblem of a
  Tensor w;

  @Loss
  Tensor fit(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class ContrastAndSum {
  @Parameter(shape = {"features", "dims"})
  Tensor w;

  @Loss
  Tensor contrast(@Shape({"batch", "features"}) Tensor a, @Shape({"batch", "features"}) Tensor b) {
    return infoNce(a.matmul(w), b.matmul(w), 0.1);
  }

  @Regularize(lambda = 1e-3)
  Tensor norms(@Shape({"batch", "features"}) Tensor a) {
    return sum(square(norm(a.matmul(w), 1).minus(1))); // expect TKV205 warning at "sum(square": norms sums over the batch and contrast takes the mean, so the weight of
  }
}
