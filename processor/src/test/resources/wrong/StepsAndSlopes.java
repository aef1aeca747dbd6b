import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class AxisFromTheEnd {
  @Parameter(shape = {"features", "classes"})
  @Regularize.GroupLasso(lambda = 1e-2, axis = -3) // expect TKV209 at "@Regularize": @Regularize.GroupLasso(axis = -3) on w: w has the shape (features,
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NormalizedTwice {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logSoftmax(x.matmul(w), "classes"), y); // expect TKV207 warning at "logSoftmax": softmaxCrossEntropy expects logits but gets logSoftmax(...): normalizing a
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class ComparedWinners {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor t) {
    return meanSquaredError(argmax(x.matmul(w), 1), argmax(t, 1)); // expect TKV302 at "argmax": ce goes through argmax, whose derivative is 0, so this loss trains
  }
}

@TrainingObjective
@Optimizer.Lion
@Regularize.GroupLasso(lambda = 1e-2) // expect TKV305 note at "@Regularize": Under Lion the threshold learningRate * lambda of GroupLasso is compared
abstract class GroupsUnderLion {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class OffsetOfZero {
  @Parameter(shape = {"features", "classes"})
  @Regularize.LogSum(lambda = 1e-3, epsilon = 0) // expect TKV101 at "0)": epsilon = 0 in @Regularize.LogSum on w must be finite and above 0.
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.SGD(learningRate = 1)
abstract class TooLongSteps {
  @Parameter(shape = {"features", "classes"})
  @Regularize.LogSum(lambda = 0.5) // expect TKV306 warning at "0.5)": LogSum on w under learning rate 1: from rate 0.02 on the subproblem of a
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Beam {
  @Parameter(shape = {"1", "h"})
  Tensor a;

  @Parameter(shape = {"h", "1"})
  Tensor b;

  @Loss
  Tensor beam(@Shape({"points", "1"}) Tensor t) {
    Tensor u = maximum(t.matmul(a), 0).matmul(b);
    Tensor u1 = gradient(sum(u), t);
    Tensor u2 = gradient(sum(u1), t); // expect TKV307 warning at "gradient": This second derivative by t is 0 almost everywhere, because maximum is
    return mean(square(u2.minus(u)));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Bridge {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor bridge() {
    return Penalties.l1(w.pow(2).pow(0.25)); // expect TKV310 warning at ".pow(0": w.pow(2).pow(0.25) in bridge has infinite slope at 0: the first element of
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class LassoAsATerm {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor lasso() { // expect TKV301 note at "lasso(": lasso is a sum of absolute values of w as a term of the loss, which gives
    return mean(abs(w));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class ThirdAxis {
  @Parameter(shape = {"steps", "state"})
  Tensor path;

  @Loss
  Tensor fit(@Shape({"steps", "state"}) Tensor seen) {
    return meanSquaredError(path, seen);
  }

  @Regularize(lambda = 1)
  Tensor jumps() {
    return Penalties.totalVariation(path, 2); // expect TKV204 at "2);": totalVariation(..., 2): the operand is (steps, state) and has the axes 0
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class NeighboursInTheBatch {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 1)
  Tensor jumps(@Shape({"batch", "features"}) Tensor x) {
    return Penalties.smoothness(x.matmul(w), 1, 0).div(64); // expect TKV210 warning at "0).div": Smoothness along batch pulls neighbouring examples together, and their
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class Spectrum {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 1)
  Tensor spectrum() {
    Tensor s = singularValues(w); // expect TKV308 at "singularValues": This needs the second derivative of singularValues, which has only a first
    Tensor g = gradient(sum(square(s)), w);
    return mean(square(g));
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class ProbabilitiesForLogarithms {
  @Parameter(shape = {"features", "classes"})
  Tensor w;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 1)
  Tensor kl(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "classes"}) Tensor prior) {
    return klDivergence(softmax(x.matmul(w), 1), prior); // expect TKV207 warning at "softmax": klDivergence expects logarithms of probabilities but gets
  }
}

@TrainingObjective
@Optimizer.Adam
abstract class CrossedLetters {
  @Parameter(shape = {"features", "k"})
  Tensor w;

  @Parameter(shape = {"k", "classes"})
  Tensor v;

  @Loss
  Tensor ce(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(einsum("bf,fk,fc->bc", x, w, v), y); // expect TKV201 at "einsum": einsum: x is (batch, features) and v is (k, classes); features and k must
  }
}
