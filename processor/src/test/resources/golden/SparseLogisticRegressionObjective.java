package io.tikhonov.examples.models;

import io.tikhonov.runtime.GeneratedFrom;
import io.tikhonov.runtime.Pass;
import io.tikhonov.runtime.support.Checks;
import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.DoubleInput;
import io.tikhonov.runtime.support.DoubleMath;
import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.GeneratedObjective;
import io.tikhonov.runtime.support.Initializers;
import io.tikhonov.runtime.support.Kernel;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Program;
import io.tikhonov.runtime.support.ProgramPool;
import io.tikhonov.runtime.support.Sums;
import java.nio.DoubleBuffer;
import java.util.List;
import javax.annotation.processing.Generated;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training objective of {@link SparseLogisticRegression} (SparseLogisticRegression.java:24), compiled.
 *
 * <pre>
 * minimise
 *       sigmoidCrossEntropy(logOdds(x), outcome)  negativeLogLikelihood, line 45
 *     + 0.017574692442882248·‖weights‖₁           weights/L1, proximal, line 29
 *
 * parameters
 *     name       shape       role    starts as  optimizer  penalties
 *     weights    (features)  weight  zeros      SGD        L1(lambda = 0.017574692442882248), proximal
 *     intercept  ()          bias    zeros      SGD
 *
 * step of θ = weights, intercept
 *     SGD(dampening = 0, learningRate = 0.1, momentum = 0.9, weightDecay = 0)
 *     1.  η = 0.1
 *     2.  g = ∂(negativeLogLikelihood)/∂θ
 *     3.  b ← 0.9·b + g
 *     4.  d = b
 *     5.  θ ← θ − η·d
 *     6.  weights ← sign(weights)·max(|weights| − 0.017574692442882248·s, 0) with s = η/0.1  L1
 *
 * passes over memory in a step; what they move stands in passes()
 *         pass                                  reads                            writes                                                         source
 *     1.  product = x·weights                   x, weights                       product                                                        line 36
 *     2.  computeNegativeLogLikelihood          outcome, product                 logOddsGradient, Σ negativeLogLikelihood, Σ interceptGradient  lines 36, 47
 *     3.  weightsGradient = xᵀ·logOddsGradient  x, logOddsGradient               weightsGradient                                                line 36
 *     4.  updateWeights                         weights, slots, weightsGradient  slots, weights, Σ weightsL1                                    lines 25, 29
 * </pre>
 */
@Generated("io.tikhonov.processor.TikhonovProcessor")
@GeneratedFrom(
    model = "io.tikhonov.examples.models.SparseLogisticRegression",
    compiler = "VERSION",
    fingerprint = "a039b49ba08e5358"
)
public final class SparseLogisticRegressionObjective
    extends GeneratedObjective<SparseLogisticRegressionObjective.Batch> {
  private static final Definition DEFINITION = new Definition(
      "io.tikhonov.examples.models.SparseLogisticRegression",
      "a039b49ba08e5358",
      List.of(
          "precision double",
          "parameter weights (features)",
          "parameter intercept ()",
          "term negativeLogLikelihood = sigmoidCrossEntropy(logOdds(x), outcome)",
          "term weights/L1 = 0.017574692442882248·‖weights‖₁",
          "optimizer of weights: SGD(dampening = 0, learningRate = 0.1, momentum = 0.9, weightDecay = 0)",
          "optimizer of intercept: SGD(dampening = 0, learningRate = 0.1, momentum = 0.9, weightDecay = 0)"),
      List.of(
          new Definition.Term("negativeLogLikelihood", true),
          new Definition.Term("weights/L1", false)));

  // -------------------- Sizes

  /** Sizes that the builder sets. */
  private final int features;

  // -------------------- Parameters, states and slots

  /** Parameter (features). */
  private final Doubles weights;

  /** Parameter (). */
  private final Doubles intercept;

  /** Slot weights/momentum (features). */
  private final Doubles weightsMomentum;

  /** Slot intercept/momentum. */
  private final Doubles interceptMomentum;

  // -------------------- Batch

  /** Sizes that come with a batch. */
  private int batch;
  private final DoubleInput x = doubleInput("x", "batch", "features");
  private final DoubleInput outcome = doubleInput("outcome", "batch");

  // -------------------- Gradients, for callers and for steps of some parameters

  /** Gradient of weights (features). */
  private final Doubles gradientOfWeights = doubles();

  /** Gradient of intercept (). */
  private final Doubles gradientOfIntercept = doubles();

  // -------------------- Predictions

  /** Runs {@code probability}. */
  private final ProbabilityProgram probabilityProgram;

  // -------------------- Work buffers

  /** product (batch, 1), SparseLogisticRegression.java:36. */
  private final Doubles product = doubles();

  /** logOddsGradient (batch), SparseLogisticRegression.java:36. */
  private final Doubles logOddsGradient = doubles();

  /** weightsGradient (features, 1), SparseLogisticRegression.java:36. */
  private final Doubles weightsGradient = doubles();

  // -------------------- Numbers for kernels

  /** Set by a program before the kernels that read them. */
  private double negativeLogLikelihoodGradient;
  private double learningRate;
  private double minusThreshold;
  private double threshold;

  // -------------------- What kernels add up

  /** The sums of a kernel, in parts that do not depend on the number of threads. */
  private final Sums computeNegativeLogLikelihoodSums = sums(2);
  private final Sums updateWeightsSums = sums(1);
  private final Sums computeNegativeLogLikelihood2Sums = sums(1);
  private final Sums computeWeightsL1Sums = sums(1);

  // -------------------- Kernels

  /** Each runs a method below that hands it its memory. */
  private final Kernel computeNegativeLogLikelihood = Kernel.ofElements("computeNegativeLogLikelihood", this::computeNegativeLogLikelihood);
  private final Kernel updateWeights = Kernel.ofElements("updateWeights", this::updateWeights);

  private final Kernel updateWeightsFromGradient = Kernel.ofElements("updateWeightsFromGradient",
      this::updateWeightsFromGradient);

  private final Kernel computeNegativeLogLikelihood2 = Kernel.ofElements("computeNegativeLogLikelihood2", this::computeNegativeLogLikelihood2);

  private final Kernel computeWeightsL1 = Kernel.ofElements("computeWeightsL1",
      this::computeWeightsL1);

  private final Kernel computeGradientOfWeights = Kernel.ofElements("computeGradientOfWeights",
      this::computeGradientOfWeights);

  private SparseLogisticRegressionObjective(Builder builder) {
    super(DEFINITION, builder.seed, builder.threads);
    features = Checks.dimension("features", builder.features);
    weights = parameterDoubles("weights", Initializers.ZEROS, 1.0, features);
    intercept = parameterDoubles("intercept", Initializers.ZEROS, 1.0);
    weightsMomentum = slotDoubles("weights/momentum", features);
    interceptMomentum = slotDoubles("intercept/momentum");
    probabilityProgram = owned(new ProbabilityProgram(builder.threads, features, weights,
        intercept));
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateStep() {
    product.ensure(batch);
    logOddsGradient.ensure(batch);
    weightsGradient.ensure(features);
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateValue() {
    product.ensure(batch);
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateGradient() {
    product.ensure(batch);
    logOddsGradient.ensure(batch);
    weightsGradient.ensure(features);
    gradientOfWeights.ensure(features);
  }

  /** Starts a new objective. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected Batch newBatch(INDArray[] values) {
    return new Batch(values[0], values[1]);
  }

  /** Checks every input, then takes them; nothing changes if one is wrong. */
  @Override
  protected void bind(Batch inputs) {
    final int batchSize = x.size(inputs.x(), 0);
    outcome.rank(inputs.outcome());
    x.check(inputs.x(), batchSize, features);
    outcome.check(inputs.outcome(), batchSize);
    x.bind(inputs.x());
    outcome.bind(inputs.outcome());
    batch = batchSize;
  }

  // -------------------- Programs

  /** The training step: all terms, all updates. */
  @Override
  protected void runStep() {
    allocateStep();
    learningRate = 0.1;
    threshold = 0.1757469244288225 * learningRate;
    minusThreshold = -threshold;
    negativeLogLikelihoodGradient = 1 / (double) batch;
    // SparseLogisticRegression.java:36: x.matmul(weights)
    blas().gemm(false, false, batch, 1, features, x.memory(), weights, product);
    launch(batch, 51, computeNegativeLogLikelihood, computeNegativeLogLikelihoodSums);
    // SparseLogisticRegression.java:36: x.matmul(weights)
    blas().gemm(true, false, features, 1, batch, x.memory(), logOddsGradient, weightsGradient);
    launch(features, 13, updateWeights, updateWeightsSums);
    terms[0] = computeNegativeLogLikelihoodSums.total(0) / (double) batch;
    terms[1] = 0.017574692442882248 * updateWeightsSums.total(0);
    final double moved = intercept.data().get(0)
        - learningRate * (0.9 * interceptMomentum.data().get(0)
        + computeNegativeLogLikelihoodSums.total(1));
    final double newMomentum = 0.9 * interceptMomentum.data().get(0)
        + computeNegativeLogLikelihoodSums.total(1);
    intercept.data().put(0, moved);
    interceptMomentum.data().put(0, newMomentum);
  }

  /** The step of weights alone, from its gradient. */
  private void stepWeights() {
    learningRate = 0.1;
    threshold = 0.1757469244288225 * learningRate;
    minusThreshold = -threshold;
    launch(features, 11, updateWeightsFromGradient);
  }

  /** The step of intercept alone, from its gradient. */
  private void stepIntercept() {
    final double moved2 = intercept.data().get(0)
        - 0.1 * (0.9 * interceptMomentum.data().get(0) + gradientOfIntercept.data().get(0));
    final double newMomentum2 = 0.9 * interceptMomentum.data().get(0)
        + gradientOfIntercept.data().get(0);
    intercept.data().put(0, moved2);
    interceptMomentum.data().put(0, newMomentum2);
  }

  /** A step of some parameters: the gradient first, then their updates. */
  @Override
  protected void runStep(boolean[] active) {
    runGradient();
    if (active[0]) {
      stepWeights();
    }
    if (active[1]) {
      stepIntercept();
    }
  }

  @Override
  protected double learningRateAt(long step) {
    return 0.1;
  }

  /** All terms, in training mode. */
  @Override
  protected void runValue() {
    allocateValue();
    // SparseLogisticRegression.java:36: x.matmul(weights)
    blas().gemm(false, false, batch, 1, features, x.memory(), weights, product);
    launch(batch, 26, computeNegativeLogLikelihood2, computeNegativeLogLikelihood2Sums);
    launch(features, 2, computeWeightsL1, computeWeightsL1Sums);
    terms[0] = computeNegativeLogLikelihood2Sums.total(0) / (double) batch;
    terms[1] = 0.017574692442882248 * computeWeightsL1Sums.total(0);
  }

  /** All terms; training and inference do not differ in this model. */
  @Override
  protected void runEvaluation() {
    runValue();
  }

  /** All terms and the gradient, in training mode. */
  @Override
  protected void runGradient() {
    allocateGradient();
    negativeLogLikelihoodGradient = 1 / (double) batch;
    // SparseLogisticRegression.java:36: x.matmul(weights)
    blas().gemm(false, false, batch, 1, features, x.memory(), weights, product);
    launch(batch, 51, computeNegativeLogLikelihood, computeNegativeLogLikelihoodSums);
    // SparseLogisticRegression.java:36: x.matmul(weights)
    blas().gemm(true, false, features, 1, batch, x.memory(), logOddsGradient, weightsGradient);
    launch(features, 1, computeGradientOfWeights);
    launch(features, 2, computeWeightsL1, computeWeightsL1Sums);
    terms[0] = computeNegativeLogLikelihoodSums.total(0) / (double) batch;
    terms[1] = 0.017574692442882248 * computeWeightsL1Sums.total(0);
    gradientOfIntercept.ensure(1);
    gradientOfIntercept.data().put(0, computeNegativeLogLikelihoodSums.total(1));
  }

  @Override
  protected Memory gradient(int parameter) {
    return switch (parameter) {
      case 0 -> gradientOfWeights;
      case 1 -> gradientOfIntercept;
      default -> throw new IndexOutOfBoundsException(parameter);
    };
  }

  /** What a step does: bytes that it reads and writes, and its operations. */
  @Override
  protected List<Pass> passes() {
    return List.of(
        new Pass("x.matmul(weights) (line 36)", false, 8L * batch * features + 8L * features,
            8L * batch, 2L * batch * features),
        new Pass("computeNegativeLogLikelihood", true, 16L * batch, 8L * batch, 12L * batch),
        new Pass("x.matmul(weights) (line 36)", false, 8L * batch * features + 8L * batch,
            8L * features, 2L * batch * features),
        new Pass("updateWeights", true, 24L * features, 16L * features, 11L * features));
  }

  // -------------------- Kernels with their memory

  /** Runs the kernel on its memory. */
  private void computeNegativeLogLikelihood(int chunk, int from, int to) {
    Kernels.computeNegativeLogLikelihood(
        from, to, computeNegativeLogLikelihoodSums.values(),
        computeNegativeLogLikelihoodSums.at(chunk), outcome.data(), product.data(),
        logOddsGradient.data(), intercept.data().get(0), negativeLogLikelihoodGradient);
  }

  private void updateWeights(int chunk, int from, int to) {
    Kernels.updateWeights(
        from, to, updateWeightsSums.values(), updateWeightsSums.at(chunk), weights.data(),
        weightsMomentum.data(), weightsGradient.data(), learningRate, minusThreshold,
        threshold);
  }

  private void updateWeightsFromGradient(int chunk, int from, int to) {
    Kernels.updateWeightsFromGradient(
        from, to, weightsMomentum.data(), gradientOfWeights.data(), weights.data(),
        learningRate, minusThreshold, threshold);
  }

  private void computeNegativeLogLikelihood2(int chunk, int from, int to) {
    Kernels.computeNegativeLogLikelihood2(
        from, to, computeNegativeLogLikelihood2Sums.values(),
        computeNegativeLogLikelihood2Sums.at(chunk), outcome.data(), product.data(),
        intercept.data().get(0));
  }

  private void computeWeightsL1(int chunk, int from, int to) {
    Kernels.computeWeightsL1(
        from, to, computeWeightsL1Sums.values(), computeWeightsL1Sums.at(chunk),
        weights.data());
  }

  private void computeGradientOfWeights(int chunk, int from, int to) {
    Kernels.computeGradientOfWeights(
        from, to, weightsGradient.data(), gradientOfWeights.data());
  }

  /**
   * Computes {@code probability}, of shape (batch), in inference mode; the result is the caller's.
   *
   * @param x (batch, features)
   */
  public INDArray probability(INDArray x) {
    begin("probability");
    try {
      return probabilityProgram.run(x);
    } finally {
      end();
    }
  }

  /** A snapshot of the parameters that predicts, also from several threads at once. */
  public Predictor predictor() {
    begin("predictor");
    try {
      return new Predictor(this);
    } finally {
      end();
    }
  }

  /** Sets the sizes and the seed of a new objective. */
  public static final class Builder {
    private long features;
    private long seed;
    private int threads;

    private Builder() {}

    /** Sets the size of dimension {@code features}. */
    public Builder features(long value) {
      features = value;
      return this;
    }

    /** Sets the {@code seed} of initial values and random draws. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Sets the number of {@code threads}; results do not depend on it. Default: all cores. */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /**
     * Makes the objective with freshly initialised parameters.
     *
     * @throws IllegalArgumentException if a size or constant is missing or wrong
     */
    public SparseLogisticRegressionObjective build() {
      return new SparseLogisticRegressionObjective(this);
    }
  }

  /**
   * The inputs of one step.
   *
   * @param x (batch, features)
   * @param outcome (batch)
   */
  public record Batch(INDArray x, INDArray outcome) {}

  /** An immutable snapshot that predicts; safe to use from several threads. */
  public static final class Predictor extends Program {
    private final ProgramPool<ProbabilityProgram> probabilityPrograms;

    private Predictor(SparseLogisticRegressionObjective source) {
      super(source.workers().threads());
      final Doubles weights = copyOf(source.weights);
      final Doubles intercept = copyOf(source.intercept);
      probabilityPrograms = owned(new ProgramPool<>(() -> new ProbabilityProgram(source.workers()
          .threads(), source.features, weights, intercept)));
    }

    /**
     * Computes {@code probability}, of shape (batch), in inference mode; the result is the caller's.
     *
     * @param x (batch, features)
     */
    public INDArray probability(INDArray x) {
      final ProbabilityProgram program = probabilityPrograms.take();
      try {
        return program.run(x);
      } finally {
        probabilityPrograms.giveBack(program);
      }
    }
  }

  /** {@code probability} in inference mode, with work buffers of its own. */
  private static final class ProbabilityProgram extends Program {
    // -------------------- Batch

    /** Sizes that come with a batch. */
    private int batch;
    private final DoubleInput x = doubleInput("x", "batch", "features");
    private final int features;
    private final Doubles weights;
    private final Doubles intercept;
    private final Doubles result = doubles();

    // -------------------- Work buffers

    /** product (batch, 1), SparseLogisticRegression.java:36. */
    private final Doubles product = doubles();

    // -------------------- Kernels

    /** Each runs a method below that hands it its memory. */
    private final Kernel computeResult = Kernel.ofElements("computeResult", this::computeResult);

    private ProbabilityProgram(int threads, int features, Doubles weights, Doubles intercept) {
      super(threads);
      this.features = features;
      this.weights = weights;
      this.intercept = intercept;
    }

    /** Makes room for the work buffers; does nothing if they are large enough. */
    private void allocateProbability() {
      product.ensure(batch);
      result.ensure(batch);
    }

    private INDArray run(INDArray arrays0) {
      final int batchSize = x.size(arrays0, 0);
      x.check(arrays0, batchSize, features);
      x.bind(arrays0);
      batch = batchSize;
      allocateProbability();
      // SparseLogisticRegression.java:36: x.matmul(weights)
      blas().gemm(false, false, batch, 1, features, x.memory(), weights, product);
      launch(batch, 22, computeResult);
      return result.toArray(batch);
    }

    // -------------------- Kernels with their memory

    /** Runs the kernel on its memory. */
    private void computeResult(int chunk, int from, int to) {
      Kernels.computeResult(
          from, to, product.data(), result.data(), intercept.data().get(0));
    }
  }

  /**
   * The fused loops. Each runs over a part of its range, so that parts can run on several threads;
   * the results do not depend on who computes which part.
   */
  private static final class Kernels {
    /** Sums have a part for each lane of a vector, used or not. */
    private static final int LAST_LANE = Sums.LANES / 2 - 1;

    private Kernels() {}

    /**
     * Computes logOddsGradient, the sum negativeLogLikelihood, the sum interceptGradient (SparseLogisticRegression.java:36, 47).
     */
    static void computeNegativeLogLikelihood(int from, int to, double[] sums, int at,
        DoubleBuffer outcome, DoubleBuffer product, DoubleBuffer logOddsGradient, double intercept,
        double negativeLogLikelihoodGradient) {
      final int negativeLogLikelihood = at;
      final int interceptGradient = at + Sums.LANES;
      for (int i = from; i < to; i++) {
        final double difference = 1 - outcome.get(i);
        final double logOdds = product.get(i) + intercept;
        final double negated = -logOdds;
        final double logOddsGradient2 = negativeLogLikelihoodGradient * difference
            - negativeLogLikelihoodGradient * DoubleMath.sigmoid(negated);
        sums[negativeLogLikelihood + (i & LAST_LANE)] += difference * logOdds
            + DoubleMath.softplus(negated);
        sums[interceptGradient + (i & LAST_LANE)] += logOddsGradient2;
        logOddsGradient.put(i, logOddsGradient2);
      }
    }

    /** Computes momentum, weights, the sum weightsL1 (SparseLogisticRegression.java:25, 29). */
    static void updateWeights(int from, int to, double[] sums, int at, DoubleBuffer weights,
        DoubleBuffer momentum, DoubleBuffer weightsGradient, double learningRate,
        double minusThreshold, double threshold) {
      final int weightsL1 = at;
      for (int i = from; i < to; i++) {
        final double weightsValue = weights.get(i);
        final double momentumValue = momentum.get(i);
        final double newMomentum = 0.9 * momentumValue + weightsGradient.get(i)
            + 1.0507614211323843e-286 - 1.0507614211323843e-286;
        final double moved = weightsValue - learningRate * newMomentum;
        sums[weightsL1 + (i & LAST_LANE)] += Math.abs(weightsValue);
        momentum.put(i, newMomentum);
        weights.put(i, moved - Math.min(Math.max(moved, minusThreshold), threshold));
      }
    }

    /** Computes momentum, weights (SparseLogisticRegression.java:25, 29). */
    static void updateWeightsFromGradient(int from, int to, DoubleBuffer momentum,
        DoubleBuffer gradientOfWeights, DoubleBuffer weights, double learningRate,
        double minusThreshold, double threshold) {
      for (int i = from; i < to; i++) {
        final double momentumValue = momentum.get(i);
        final double newMomentum = 0.9 * momentumValue + gradientOfWeights.get(i)
            + 1.0507614211323843e-286 - 1.0507614211323843e-286;
        final double weightsValue = weights.get(i);
        final double moved = weightsValue - learningRate * newMomentum;
        momentum.put(i, newMomentum);
        weights.put(i, moved - Math.min(Math.max(moved, minusThreshold), threshold));
      }
    }

    /** Computes the sum negativeLogLikelihood (SparseLogisticRegression.java:47). */
    static void computeNegativeLogLikelihood2(int from, int to, double[] sums, int at,
        DoubleBuffer outcome, DoubleBuffer product, double intercept) {
      final int negativeLogLikelihood = at;
      for (int i = from; i < to; i++) {
        final double logOdds = product.get(i) + intercept;
        sums[negativeLogLikelihood + (i & LAST_LANE)] += (1 - outcome.get(i)) * logOdds
            + DoubleMath.softplus(-logOdds);
      }
    }

    /** Computes the sum weightsL1. */
    static void computeWeightsL1(int from, int to, double[] sums, int at, DoubleBuffer weights) {
      final int weightsL1 = at;
      for (int i = from; i < to; i++) {
        sums[weightsL1 + (i & LAST_LANE)] += Math.abs(weights.get(i));
      }
    }

    /** Computes gradientOfWeights (SparseLogisticRegression.java:36). */
    static void computeGradientOfWeights(int from, int to, DoubleBuffer weightsGradient,
        DoubleBuffer gradientOfWeights) {
      for (int i = from; i < to; i++) {
        gradientOfWeights.put(i, weightsGradient.get(i));
      }
    }

    /** Computes result (SparseLogisticRegression.java:41). */
    static void computeResult(int from, int to, DoubleBuffer product, DoubleBuffer result,
        double intercept) {
      for (int i = from; i < to; i++) {
        result.put(i, DoubleMath.sigmoid(product.get(i) + intercept));
      }
    }
  }
}
