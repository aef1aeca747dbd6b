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
import io.tikhonov.runtime.support.LabelInput;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Program;
import io.tikhonov.runtime.support.ProgramPool;
import io.tikhonov.runtime.support.Sums;
import io.tikhonov.runtime.support.Tables;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.List;
import javax.annotation.processing.Generated;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training objective of {@link GraphSmoothedClassifier} (GraphSmoothedClassifier.java:25), compiled.
 *
 * <pre>
 * minimise
 *       softmaxCrossEntropy(gather(scores(x), node), label)       crossEntropy, line 45
 *     + 0.02·sum(membership.times(laplacian.matmul(membership)))  roughness, line 53
 *
 * parameters
 *     name     shape                role    starts as       optimizer  penalties
 *     weights  (features, classes)  weight  glorot uniform  Adagrad
 *     bias     (classes)            bias    zeros           Adagrad
 *
 * step of θ = weights, bias
 *     Adagrad(epsilon = 1e-10, initialAccumulator = 0, learningRate = 0.1,
 *         learningRateDecay = 0, weightDecay = 0)
 *     1.  η = 0.1
 *     2.  g = ∂(crossEntropy + roughness)/∂θ
 *     3.  G ← G + g²
 *     4.  d = g/(√G + 1e-10)
 *     5.  θ ← θ − η·d
 *
 * passes over memory in a step; what they move stands in passes()
 *          pass                                           reads                                                              writes                               source
 *     1.   product = x·weights                            x, weights                                                         product                              line 41
 *     2.   computeCrossEntropy                            product, node, bias, label                                         exp, gatherGradient, Σ crossEntropy  line 49
 *     3.   computeMembership                              product, bias                                                      exp2, softmaxTotal, membership       line 54
 *     4.   product2 = laplacian·membership                laplacian, membership                                              product2                             line 55
 *     5.   computeRoughness                               membership, product2                                               productGradient, Σ roughness         line 55
 *     6.   product3 = laplacianᵀ·productGradient          laplacian, productGradient                                         product3                             line 55
 *     7.   computeSoftmaxTotal2                           product2, product3, membership, softmaxTotal                       softmaxTotal2                        line 54
 *     8.   scatterAdd = scatterAdd(gatherGradient, node)  gatherGradient, node                                               scatterAdd                           line 49
 *     9.   computeBiasGradient                            product2, product3, softmaxTotal, softmaxTotal2, exp2, scatterAdd  biasGradient, scoresGradient         line 41
 *     10.  weightsGradient = xᵀ·scoresGradient            x, scoresGradient                                                  weightsGradient                      line 41
 *     11.  updateWeights                                  slots, weightsGradient, weights                                    slots, weights                       line 26
 *     12.  updateBias                                     slots, biasGradient, bias                                          slots, bias                          line 26
 * </pre>
 */
@Generated("io.tikhonov.processor.TikhonovProcessor")
@GeneratedFrom(
    model = "io.tikhonov.examples.models.GraphSmoothedClassifier",
    compiler = "VERSION",
    fingerprint = "5f0cbbccce9fc733"
)
final class GraphSmoothedClassifierObjective
    extends GeneratedObjective<GraphSmoothedClassifierObjective.Batch> {
  private static final Definition DEFINITION = new Definition(
      "io.tikhonov.examples.models.GraphSmoothedClassifier",
      "5f0cbbccce9fc733",
      List.of(
          "precision double",
          "parameter weights (features, classes)",
          "parameter bias (classes)",
          "term crossEntropy = softmaxCrossEntropy(gather(scores(x), node), label)",
          "term roughness = 0.02·sum(membership.times(laplacian.matmul(membership)))",
          "optimizer of weights: Adagrad(epsilon = 1e-10, initialAccumulator = 0, learningRate = 0.1, learningRateDecay = 0, weightDecay = 0)",
          "optimizer of bias: Adagrad(epsilon = 1e-10, initialAccumulator = 0, learningRate = 0.1, learningRateDecay = 0, weightDecay = 0)"),
      List.of(
          new Definition.Term("crossEntropy", true),
          new Definition.Term("roughness", true)));

  // -------------------- Sizes

  /** Sizes that the builder sets. */
  private final int features;
  private final int classes;
  private final int nodes;

  // -------------------- Parameters, states and slots

  /** Constant (nodes, nodes). */
  private final Doubles laplacian;

  /** Parameter (features, classes). */
  private final Doubles weights;

  /** Parameter (classes). */
  private final Doubles bias;

  /** Slot weights/squareSum (features, classes). */
  private final Doubles weightsSquareSum;

  /** Slot bias/squareSum (classes). */
  private final Doubles biasSquareSum;

  // -------------------- Batch

  /** Sizes that come with a batch. */
  private int batch;
  private final DoubleInput x = doubleInput("x", "nodes", "features");
  private final LabelInput node = labelInput("node", "batch");
  private final LabelInput label = labelInput("label", "batch");

  // -------------------- Gradients, for callers and for steps of some parameters

  /** Gradient of weights (features, classes). */
  private final Doubles gradientOfWeights = doubles();

  /** Gradient of bias (classes). */
  private final Doubles gradientOfBias = doubles();

  // -------------------- Predictions

  /** Runs {@code scores}. */
  private final ScoresProgram scoresProgram;

  // -------------------- Work buffers

  /**
   * product (nodes, classes), GraphSmoothedClassifier.java:41;
   * then product (nodes, classes), GraphSmoothedClassifier.java:55.
   */
  private final Doubles product = doubles();

  /** exp (batch, classes), GraphSmoothedClassifier.java:49. */
  private final Doubles exp = doubles();

  /** gatherGradient (batch, classes), GraphSmoothedClassifier.java:49. */
  private final Doubles gatherGradient = doubles();

  /** exp (nodes, classes), GraphSmoothedClassifier.java:54. */
  private final Doubles exp2 = doubles();

  /** softmaxTotal (nodes), GraphSmoothedClassifier.java:54. */
  private final Doubles softmaxTotal = doubles();

  /**
   * membership (nodes, classes), GraphSmoothedClassifier.java:54;
   * then scatterAdd (nodes, classes), GraphSmoothedClassifier.java:49.
   */
  private final Doubles membership = doubles();

  /**
   * productGradient (nodes, classes), GraphSmoothedClassifier.java:55;
   * then scoresGradient (nodes, classes), GraphSmoothedClassifier.java:41.
   */
  private final Doubles productGradient = doubles();

  /** product (nodes, classes), GraphSmoothedClassifier.java:55. */
  private final Doubles product2 = doubles();

  /** softmaxTotal (nodes), GraphSmoothedClassifier.java:54. */
  private final Doubles softmaxTotal2 = doubles();

  /** biasGradient (classes), GraphSmoothedClassifier.java:41. */
  private final Doubles biasGradient = doubles();

  /** weightsGradient (features, classes), GraphSmoothedClassifier.java:41. */
  private final Doubles weightsGradient = doubles();

  // -------------------- Numbers for kernels

  /** Set by a program before the kernels that read them. */
  private double crossEntropyGradient;
  private double negative;
  private double learningRate;

  // -------------------- What kernels add up

  /** The sums of a kernel, in parts that do not depend on the number of threads. */
  private final Sums computeCrossEntropySums = sums(2);
  private final Sums computeMembershipSums = sums(1);
  private final Sums computeRoughnessSums = sums(1);
  private final Sums computeSoftmaxTotal2Sums = sums(1);
  private final Sums computeCrossEntropy2Sums = sums(2);
  private final Sums computeMembership2Sums = sums(1);
  private final Sums computeRoughness2Sums = sums(1);

  // -------------------- Kernels

  /** Each runs a method below that hands it its memory. */
  private final Kernel computeCrossEntropy = Kernel.ofRows("computeCrossEntropy",
      this::computeCrossEntropy);

  private final Kernel computeMembership = Kernel.ofRows("computeMembership",
      this::computeMembership);

  private final Kernel computeRoughness = Kernel.ofElements("computeRoughness",
      this::computeRoughness);

  private final Kernel computeSoftmaxTotal2 = Kernel.ofRows("computeSoftmaxTotal2",
      this::computeSoftmaxTotal2);

  private final Kernel computeBiasGradient = Kernel.ofElements("computeBiasGradient",
      this::computeBiasGradient);

  private final Kernel updateWeights = Kernel.ofElements("updateWeights", this::updateWeights);
  private final Kernel updateWeights2 = Kernel.ofElements("updateWeights2", this::updateWeights2);
  private final Kernel updateWeights3 = Kernel.ofElements("updateWeights3", this::updateWeights3);
  private final Kernel updateWeights4 = Kernel.ofElements("updateWeights4", this::updateWeights4);

  private final Kernel computeCrossEntropy2 = Kernel.ofRows("computeCrossEntropy2",
      this::computeCrossEntropy2);

  private final Kernel computeMembership2 = Kernel.ofRows("computeMembership2",
      this::computeMembership2);

  private final Kernel computeRoughness2 = Kernel.ofElements("computeRoughness2",
      this::computeRoughness2);

  private final Kernel computeBiasGradient2 = Kernel.ofElements("computeBiasGradient2",
      this::computeBiasGradient2);

  private GraphSmoothedClassifierObjective(Builder builder) {
    super(DEFINITION, builder.seed, builder.threads);
    features = Checks.dimension("features", builder.features);
    classes = Checks.dimension("classes", builder.classes);
    nodes = Checks.dimension("nodes", builder.nodes);
    laplacian = constantDoubles("laplacian", builder.laplacian, nodes, nodes);
    weights = parameterDoubles("weights", Initializers.GLOROT_UNIFORM, 1.0, features, classes);
    bias = parameterDoubles("bias", Initializers.ZEROS, 1.0, classes);
    weightsSquareSum = slotDoubles("weights/squareSum", features, classes);
    biasSquareSum = slotDoubles("bias/squareSum", classes);
    scoresProgram = owned(new ScoresProgram(builder.threads, features, classes, nodes, weights,
        bias));
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateStep() {
    product.ensure((long) classes * nodes);
    exp.ensure((long) batch * classes);
    gatherGradient.ensure((long) batch * classes);
    exp2.ensure((long) classes * nodes);
    softmaxTotal.ensure(nodes);
    membership.ensure((long) classes * nodes);
    productGradient.ensure((long) classes * nodes);
    product2.ensure((long) classes * nodes);
    softmaxTotal2.ensure(nodes);
    biasGradient.ensure(classes);
    weightsGradient.ensure((long) classes * features);
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateValue() {
    product.ensure((long) classes * nodes);
    exp2.ensure((long) classes * nodes);
    membership.ensure((long) classes * nodes);
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateGradient() {
    product.ensure((long) classes * nodes);
    exp.ensure((long) batch * classes);
    gatherGradient.ensure((long) batch * classes);
    exp2.ensure((long) classes * nodes);
    softmaxTotal.ensure(nodes);
    membership.ensure((long) classes * nodes);
    productGradient.ensure((long) classes * nodes);
    product2.ensure((long) classes * nodes);
    softmaxTotal2.ensure(nodes);
    gradientOfBias.ensure(classes);
    gradientOfWeights.ensure((long) classes * features);
  }

  /** Starts a new objective. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected Batch newBatch(INDArray[] values) {
    return new Batch(values[0], values[1], values[2]);
  }

  /** Checks every input, then takes them; nothing changes if one is wrong. */
  @Override
  protected void bind(Batch inputs) {
    final int batchSize = node.size(inputs.node(), 0);
    x.rank(inputs.x());
    label.rank(inputs.label());
    x.check(inputs.x(), nodes, features);
    node.check(inputs.node(), 0, nodes, batchSize);
    label.check(inputs.label(), 0, classes, batchSize);
    x.bind(inputs.x());
    node.bind(inputs.node());
    label.bind(inputs.label());
    batch = batchSize;
  }

  // -------------------- Programs

  /** The training step: all terms, all updates. */
  @Override
  protected void runStep() {
    allocateStep();
    learningRate = 0.1;
    crossEntropyGradient = 1 / (double) batch;
    negative = -crossEntropyGradient;
    // GraphSmoothedClassifier.java:41: x.matmul(weights)
    blas().gemm(false, false, nodes, classes, features, x.memory(), weights, product);
    launch(batch, (long) 53 * classes, computeCrossEntropy, computeCrossEntropySums);
    launch(nodes, (long) 28 * classes, computeMembership, computeMembershipSums);
    // GraphSmoothedClassifier.java:55: laplacian.matmul(membership)
    blas().gemm(false, false, nodes, classes, nodes, laplacian, membership, product);
    launch(classes * nodes, 4, computeRoughness, computeRoughnessSums);
    // GraphSmoothedClassifier.java:55: laplacian.matmul(membership)
    blas().gemm(true, false, nodes, classes, nodes, laplacian, productGradient, product2);
    launch(nodes, (long) 6 * classes, computeSoftmaxTotal2, computeSoftmaxTotal2Sums);
    // GraphSmoothedClassifier.java:49: gather(scores(x), node)
    Tables.scatterAdd(gatherGradient, node.memory(), batch, classes, nodes, membership);
    launch(classes, (long) 9 * nodes, computeBiasGradient);
    // GraphSmoothedClassifier.java:41: x.matmul(weights)
    blas().gemm(true, false, features, classes, nodes, x.memory(), productGradient,
        weightsGradient);
    launch(classes * features, 17, updateWeights);
    launch(classes, 17, updateWeights2);
    terms[0] = computeCrossEntropySums.total(0) / (double) batch;
    terms[1] = 0.02 * computeRoughnessSums.total(0);
  }

  /** The step of weights alone, from its gradient. */
  private void stepWeights() {
    learningRate = 0.1;
    launch(classes * features, 17, updateWeights3);
  }

  /** The step of bias alone, from its gradient. */
  private void stepBias() {
    learningRate = 0.1;
    launch(classes, 17, updateWeights4);
  }

  /** A step of some parameters: the gradient first, then their updates. */
  @Override
  protected void runStep(boolean[] active) {
    runGradient();
    if (active[0]) {
      stepWeights();
    }
    if (active[1]) {
      stepBias();
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
    // GraphSmoothedClassifier.java:41: x.matmul(weights)
    blas().gemm(false, false, nodes, classes, features, x.memory(), weights, product);
    launch(batch, (long) 48 * classes, computeCrossEntropy2, computeCrossEntropy2Sums);
    launch(nodes, (long) 27 * classes, computeMembership2, computeMembership2Sums);
    // GraphSmoothedClassifier.java:55: laplacian.matmul(membership)
    blas().gemm(false, false, nodes, classes, nodes, laplacian, membership, product);
    launch(classes * nodes, 2, computeRoughness2, computeRoughness2Sums);
    terms[0] = computeCrossEntropy2Sums.total(0) / (double) batch;
    terms[1] = 0.02 * computeRoughness2Sums.total(0);
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
    crossEntropyGradient = 1 / (double) batch;
    negative = -crossEntropyGradient;
    // GraphSmoothedClassifier.java:41: x.matmul(weights)
    blas().gemm(false, false, nodes, classes, features, x.memory(), weights, product);
    launch(batch, (long) 53 * classes, computeCrossEntropy, computeCrossEntropySums);
    launch(nodes, (long) 28 * classes, computeMembership, computeMembershipSums);
    // GraphSmoothedClassifier.java:55: laplacian.matmul(membership)
    blas().gemm(false, false, nodes, classes, nodes, laplacian, membership, product);
    launch(classes * nodes, 4, computeRoughness, computeRoughnessSums);
    // GraphSmoothedClassifier.java:55: laplacian.matmul(membership)
    blas().gemm(true, false, nodes, classes, nodes, laplacian, productGradient, product2);
    launch(nodes, (long) 6 * classes, computeSoftmaxTotal2, computeSoftmaxTotal2Sums);
    // GraphSmoothedClassifier.java:49: gather(scores(x), node)
    Tables.scatterAdd(gatherGradient, node.memory(), batch, classes, nodes, membership);
    launch(classes, (long) 9 * nodes, computeBiasGradient2);
    // GraphSmoothedClassifier.java:41: x.matmul(weights)
    blas().gemm(true, false, features, classes, nodes, x.memory(), productGradient,
        gradientOfWeights);
    terms[0] = computeCrossEntropySums.total(0) / (double) batch;
    terms[1] = 0.02 * computeRoughnessSums.total(0);
  }

  @Override
  protected Memory gradient(int parameter) {
    return switch (parameter) {
      case 0 -> gradientOfWeights;
      case 1 -> gradientOfBias;
      default -> throw new IndexOutOfBoundsException(parameter);
    };
  }

  /** What a step does: bytes that it reads and writes, and its operations. */
  @Override
  protected List<Pass> passes() {
    return List.of(
        new Pass("x.matmul(weights) (line 41)", false,
            8L * classes * features + 8L * features * nodes, 8L * classes * nodes,
            2L * classes * features * nodes),
        new Pass("computeCrossEntropy", true, 8L * classes * nodes + 8L * batch + 8L * classes,
            16L * batch * classes, 13L * batch * classes),
        new Pass("computeMembership", true, 8L * classes * nodes + 8L * classes,
            16L * classes * nodes + 8L * nodes, 6L * classes * nodes),
        new Pass("laplacian.matmul(membership) (line 55)", false,
            8L * classes * nodes + 8L * nodes * nodes, 8L * classes * nodes,
            2L * classes * nodes * nodes),
        new Pass("computeRoughness", true, 16L * classes * nodes, 8L * classes * nodes,
            3L * classes * nodes),
        new Pass("laplacian.matmul(membership) (line 55)", false,
            8L * classes * nodes + 8L * nodes * nodes, 8L * classes * nodes,
            2L * classes * nodes * nodes),
        new Pass("computeSoftmaxTotal2", true, 24L * classes * nodes + 8L * nodes, 8L * nodes,
            5L * classes * nodes),
        new Pass("gather(scores(x), node) (line 49)", false, 8L * batch * classes + 4L * batch,
            8L * classes * nodes, 1L * classes * nodes),
        new Pass("computeBiasGradient", true, 32L * classes * nodes + 16L * nodes,
            8L * classes * nodes + 8L * classes, 8L * classes * nodes),
        new Pass("x.matmul(weights) (line 41)", false, 8L * classes * nodes + 8L * features * nodes,
            8L * classes * features, 2L * classes * features * nodes),
        new Pass("updateWeights", true, 24L * classes * features, 16L * classes * features,
            10L * classes * features),
        new Pass("updateBias", true, 24L * classes, 16L * classes, 10L * classes));
  }

  // -------------------- Kernels with their memory

  /** Runs the kernel on its memory. */
  private void computeCrossEntropy(int chunk, int from, int to) {
    Kernels.computeCrossEntropy(
        from, to, computeCrossEntropySums.values(), computeCrossEntropySums.at(chunk),
        product.data(), node.data(), bias.data(), exp.data(), label.data(),
        gatherGradient.data(), classes, crossEntropyGradient, negative);
  }

  private void computeMembership(int chunk, int from, int to) {
    Kernels.computeMembership(
        from, to, computeMembershipSums.values(), computeMembershipSums.at(chunk),
        product.data(), bias.data(), exp2.data(), softmaxTotal.data(), membership.data(),
        classes);
  }

  private void computeRoughness(int chunk, int from, int to) {
    Kernels.computeRoughness(
        from, to, computeRoughnessSums.values(), computeRoughnessSums.at(chunk),
        membership.data(), product.data(), productGradient.data());
  }

  private void computeSoftmaxTotal2(int chunk, int from, int to) {
    Kernels.computeSoftmaxTotal2(
        from, to, computeSoftmaxTotal2Sums.values(), computeSoftmaxTotal2Sums.at(chunk),
        product.data(), product2.data(), membership.data(), softmaxTotal.data(),
        softmaxTotal2.data(), classes);
  }

  private void computeBiasGradient(int chunk, int from, int to) {
    Kernels.computeBiasGradient(
        from, to, product.data(), product2.data(), softmaxTotal.data(),
        softmaxTotal2.data(), exp2.data(), membership.data(), biasGradient.data(),
        productGradient.data(), classes, nodes);
  }

  private void updateWeights(int chunk, int from, int to) {
    Kernels.updateWeights(
        from, to, weightsSquareSum.data(), weightsGradient.data(), weights.data(),
        learningRate);
  }

  private void updateWeights2(int chunk, int from, int to) {
    Kernels.updateWeights(
        from, to, biasSquareSum.data(), biasGradient.data(), bias.data(), learningRate);
  }

  private void updateWeights3(int chunk, int from, int to) {
    Kernels.updateWeights(
        from, to, weightsSquareSum.data(), gradientOfWeights.data(), weights.data(),
        learningRate);
  }

  private void updateWeights4(int chunk, int from, int to) {
    Kernels.updateWeights(
        from, to, biasSquareSum.data(), gradientOfBias.data(), bias.data(), learningRate);
  }

  private void computeCrossEntropy2(int chunk, int from, int to) {
    Kernels.computeCrossEntropy2(
        from, to, computeCrossEntropy2Sums.values(), computeCrossEntropy2Sums.at(chunk),
        product.data(), node.data(), bias.data(), label.data(), classes);
  }

  private void computeMembership2(int chunk, int from, int to) {
    Kernels.computeMembership2(
        from, to, computeMembership2Sums.values(), computeMembership2Sums.at(chunk),
        product.data(), bias.data(), exp2.data(), membership.data(), classes);
  }

  private void computeRoughness2(int chunk, int from, int to) {
    Kernels.computeRoughness2(
        from, to, computeRoughness2Sums.values(), computeRoughness2Sums.at(chunk),
        membership.data(), product.data());
  }

  private void computeBiasGradient2(int chunk, int from, int to) {
    Kernels.computeBiasGradient(
        from, to, product.data(), product2.data(), softmaxTotal.data(),
        softmaxTotal2.data(), exp2.data(), membership.data(), gradientOfBias.data(),
        productGradient.data(), classes, nodes);
  }

  /**
   * Computes {@code scores}, of shape (nodes, classes), in inference mode; the result is the caller's.
   *
   * @param x (nodes, features)
   */
  public INDArray scores(INDArray x) {
    begin("scores");
    try {
      return scoresProgram.run(x);
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
    private long classes;
    private long nodes;
    private INDArray laplacian;
    private long seed;
    private int threads;

    private Builder() {}

    /** Sets the size of dimension {@code features}. */
    public Builder features(long value) {
      features = value;
      return this;
    }

    /** Sets the size of dimension {@code classes}. */
    public Builder classes(long value) {
      classes = value;
      return this;
    }

    /** Sets the size of dimension {@code nodes}. */
    public Builder nodes(long value) {
      nodes = value;
      return this;
    }

    /** Sets the constant {@code laplacian} (nodes, nodes); its values are copied. */
    public Builder laplacian(INDArray value) {
      laplacian = value;
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
    public GraphSmoothedClassifierObjective build() {
      return new GraphSmoothedClassifierObjective(this);
    }
  }

  /**
   * The inputs of one step.
   *
   * @param x (nodes, features)
   * @param node labels (batch)
   * @param label labels (batch)
   */
  public record Batch(INDArray x, INDArray node, INDArray label) {}

  /** An immutable snapshot that predicts; safe to use from several threads. */
  public static final class Predictor extends Program {
    private final ProgramPool<ScoresProgram> scoresPrograms;

    private Predictor(GraphSmoothedClassifierObjective source) {
      super(source.workers().threads());
      final Doubles weights = copyOf(source.weights);
      final Doubles bias = copyOf(source.bias);
      scoresPrograms = owned(new ProgramPool<>(() -> new ScoresProgram(source.workers().threads(),
          source.features, source.classes, source.nodes, weights, bias)));
    }

    /**
     * Computes {@code scores}, of shape (nodes, classes), in inference mode; the result is the caller's.
     *
     * @param x (nodes, features)
     */
    public INDArray scores(INDArray x) {
      final ScoresProgram program = scoresPrograms.take();
      try {
        return program.run(x);
      } finally {
        scoresPrograms.giveBack(program);
      }
    }
  }

  /** {@code scores} in inference mode, with work buffers of its own. */
  private static final class ScoresProgram extends Program {
    private final DoubleInput x = doubleInput("x", "nodes", "features");
    private final int features;
    private final int classes;
    private final int nodes;
    private final Doubles weights;
    private final Doubles bias;
    private final Doubles result = doubles();

    // -------------------- Work buffers

    /** product (nodes, classes), GraphSmoothedClassifier.java:41. */
    private final Doubles product = doubles();

    // -------------------- Kernels

    /** Each runs a method below that hands it its memory. */
    private final Kernel computeResult = Kernel.ofRows("computeResult", this::computeResult);

    private ScoresProgram(int threads, int features, int classes, int nodes, Doubles weights,
        Doubles bias) {
      super(threads);
      this.features = features;
      this.classes = classes;
      this.nodes = nodes;
      this.weights = weights;
      this.bias = bias;
    }

    /** Makes room for the work buffers; does nothing if they are large enough. */
    private void allocateScores() {
      product.ensure((long) classes * nodes);
      result.ensure((long) classes * nodes);
    }

    private INDArray run(INDArray arrays0) {
      x.rank(arrays0);
      x.check(arrays0, nodes, features);
      x.bind(arrays0);
      allocateScores();
      // GraphSmoothedClassifier.java:41: x.matmul(weights)
      blas().gemm(false, false, nodes, classes, features, x.memory(), weights, product);
      launch(nodes, (long) 2 * classes, computeResult);
      return result.toArray(nodes, classes);
    }

    // -------------------- Kernels with their memory

    /** Runs the kernel on its memory. */
    private void computeResult(int chunk, int from, int to) {
      Kernels.computeResult(
          from, to, product.data(), bias.data(), result.data(), classes);
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

    /** Computes exp, gatherGradient, the sum crossEntropy (GraphSmoothedClassifier.java:49). */
    static void computeCrossEntropy(int from, int to, double[] sums, int at, DoubleBuffer product,
        IntBuffer node, DoubleBuffer bias, DoubleBuffer exp, IntBuffer label,
        DoubleBuffer gatherGradient, int classes, double crossEntropyGradient, double negative) {
      final int crossEntropy = at;
      final int rowParts = at + Sums.LANES;
      for (int i = from; i < to; i++) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
          largest = Math.max(largest, product.get(classes * node.get(i) + j) + bias.get(j));
        }
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          final double expValue = DoubleMath.exp(product.get(classes * node.get(i) + j)
              + bias.get(j) - largest);
          sums[rowParts + (j & LAST_LANE)] += expValue;
          exp.put(row + j, expValue);
        }
        final double rowSum = Sums.take(sums, rowParts);
        sums[crossEntropy] += largest + DoubleMath.log(rowSum)
            - (product.get(classes * node.get(i) + label.get(i)) + bias.get(label.get(i)));
        final double ratio = crossEntropyGradient / rowSum;
        for (int j = 0; j < classes; j++) {
          gatherGradient.put(row + j, ratio * exp.get(row + j)
              + (label.get(i) == j ? negative : 0));
        }
      }
    }

    /** Computes exp2, softmaxTotal, membership (GraphSmoothedClassifier.java:54). */
    static void computeMembership(int from, int to, double[] sums, int at, DoubleBuffer product,
        DoubleBuffer bias, DoubleBuffer exp2, DoubleBuffer softmaxTotal, DoubleBuffer membership,
        int classes) {
      final int rowParts = at;
      for (int i = from; i < to; i++) {
        double largest = Double.NEGATIVE_INFINITY;
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          largest = Math.max(largest, product.get(row + j) + bias.get(j));
        }
        for (int j = 0; j < classes; j++) {
          final double expValue = DoubleMath.exp(product.get(row + j) + bias.get(j) - largest);
          sums[rowParts + (j & LAST_LANE)] += expValue;
          exp2.put(row + j, expValue);
        }
        final double rowSum = Sums.take(sums, rowParts);
        softmaxTotal.put(i, rowSum);
        for (int j = 0; j < classes; j++) {
          membership.put(row + j, exp2.get(row + j) / rowSum);
        }
      }
    }

    /** Computes productGradient, the sum roughness (GraphSmoothedClassifier.java:55). */
    static void computeRoughness(int from, int to, double[] sums, int at, DoubleBuffer membership,
        DoubleBuffer product3, DoubleBuffer productGradient) {
      final int roughness = at;
      for (int i = from; i < to; i++) {
        final double membershipValue = membership.get(i);
        sums[roughness + (i & LAST_LANE)] += membershipValue * product3.get(i);
        productGradient.put(i, 0.02 * membershipValue);
      }
    }

    /** Computes softmaxTotal2 (GraphSmoothedClassifier.java:54). */
    static void computeSoftmaxTotal2(int from, int to, double[] sums, int at, DoubleBuffer product3,
        DoubleBuffer product2, DoubleBuffer membership, DoubleBuffer softmaxTotal,
        DoubleBuffer softmaxTotal2, int classes) {
      final int rowParts = at;
      for (int i = from; i < to; i++) {
        final int row = i * classes;
        final double softmaxTotalValue = softmaxTotal.get(i);
        for (int j = 0; j < classes; j++) {
          sums[rowParts + (j & LAST_LANE)] += (0.02 * product3.get(row + j)
              + product2.get(row + j)) * membership.get(row + j) / softmaxTotalValue;
        }
        final double rowSum = Sums.take(sums, rowParts);
        softmaxTotal2.put(i, rowSum);
      }
    }

    /** Computes biasGradient, scoresGradient (GraphSmoothedClassifier.java:41). */
    static void computeBiasGradient(int from, int to, DoubleBuffer product3, DoubleBuffer product2,
        DoubleBuffer softmaxTotal, DoubleBuffer softmaxTotal2, DoubleBuffer exp2,
        DoubleBuffer scatterAdd, DoubleBuffer biasGradient, DoubleBuffer scoresGradient,
        int classes, int nodes) {
      for (int j = from; j < to; j++) {
        biasGradient.put(j, 0);
      }
      for (int i = 0; i < nodes; i++) {
        final int row = i * classes;
        final double softmaxTotalValue = softmaxTotal.get(i);
        final double negated = -softmaxTotal2.get(i);
        for (int j = from; j < to; j++) {
          final double scoresGradient2 = ((0.02 * product3.get(row + j) + product2.get(row + j))
              / softmaxTotalValue + negated) * exp2.get(row + j) + scatterAdd.get(row + j);
          biasGradient.put(j, biasGradient.get(j) + scoresGradient2);
          scoresGradient.put(row + j, scoresGradient2);
        }
      }
    }

    /** Computes squareSum, weights (GraphSmoothedClassifier.java:26). */
    static void updateWeights(int from, int to, DoubleBuffer squareSum,
        DoubleBuffer weightsGradient, DoubleBuffer weights, double learningRate) {
      for (int i = from; i < to; i++) {
        final double squareSumValue = squareSum.get(i);
        final double weightsGradientValue = weightsGradient.get(i);
        final double newSquareSum = squareSumValue + weightsGradientValue * weightsGradientValue
            + 1.0507614211323843e-286 - 1.0507614211323843e-286;
        final double weightsValue = weights.get(i);
        squareSum.put(i, newSquareSum);
        weights.put(i, weightsValue - learningRate
            * (weightsGradientValue * (1 / (Math.sqrt(newSquareSum) + 1e-10))));
      }
    }

    /** Computes the sum crossEntropy (GraphSmoothedClassifier.java:49). */
    static void computeCrossEntropy2(int from, int to, double[] sums, int at, DoubleBuffer product,
        IntBuffer node, DoubleBuffer bias, IntBuffer label, int classes) {
      final int crossEntropy = at;
      final int rowParts = at + Sums.LANES;
      for (int i = from; i < to; i++) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
          largest = Math.max(largest, product.get(classes * node.get(i) + j) + bias.get(j));
        }
        for (int j = 0; j < classes; j++) {
          sums[rowParts + (j & LAST_LANE)] += DoubleMath.exp(product.get(classes * node.get(i)
              + j) + bias.get(j) - largest);
        }
        final double rowSum = Sums.take(sums, rowParts);
        sums[crossEntropy] += largest + DoubleMath.log(rowSum)
            - (product.get(classes * node.get(i) + label.get(i)) + bias.get(label.get(i)));
      }
    }

    /** Computes exp2, membership (GraphSmoothedClassifier.java:54). */
    static void computeMembership2(int from, int to, double[] sums, int at, DoubleBuffer product,
        DoubleBuffer bias, DoubleBuffer exp2, DoubleBuffer membership, int classes) {
      final int rowParts = at;
      for (int i = from; i < to; i++) {
        double largest = Double.NEGATIVE_INFINITY;
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          largest = Math.max(largest, product.get(row + j) + bias.get(j));
        }
        for (int j = 0; j < classes; j++) {
          final double expValue = DoubleMath.exp(product.get(row + j) + bias.get(j) - largest);
          sums[rowParts + (j & LAST_LANE)] += expValue;
          exp2.put(row + j, expValue);
        }
        final double rowSum = Sums.take(sums, rowParts);
        for (int j = 0; j < classes; j++) {
          membership.put(row + j, exp2.get(row + j) / rowSum);
        }
      }
    }

    /** Computes the sum roughness (GraphSmoothedClassifier.java:55). */
    static void computeRoughness2(int from, int to, double[] sums, int at, DoubleBuffer membership,
        DoubleBuffer product3) {
      final int roughness = at;
      for (int i = from; i < to; i++) {
        sums[roughness + (i & LAST_LANE)] += membership.get(i) * product3.get(i);
      }
    }

    /** Computes result (GraphSmoothedClassifier.java:41). */
    static void computeResult(int from, int to, DoubleBuffer product, DoubleBuffer bias,
        DoubleBuffer result, int classes) {
      for (int i = from; i < to; i++) {
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          result.put(row + j, product.get(row + j) + bias.get(j));
        }
      }
    }
  }
}
