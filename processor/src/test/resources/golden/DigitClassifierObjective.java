package io.tikhonov.examples;

import io.tikhonov.runtime.GeneratedFrom;
import io.tikhonov.runtime.Pass;
import io.tikhonov.runtime.support.Checks;
import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.FloatInput;
import io.tikhonov.runtime.support.FloatMath;
import io.tikhonov.runtime.support.Floats;
import io.tikhonov.runtime.support.GeneratedObjective;
import io.tikhonov.runtime.support.Initializers;
import io.tikhonov.runtime.support.Kernel;
import io.tikhonov.runtime.support.LabelInput;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Program;
import io.tikhonov.runtime.support.ProgramPool;
import io.tikhonov.runtime.support.Sums;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import javax.annotation.processing.Generated;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training objective of {@link DigitClassifier} (DigitClassifier.java:12), compiled.
 *
 * <pre>
 * minimise
 *       softmaxCrossEntropy(logits(x), y)  crossEntropy, line 36
 *     + 0.1·mean(square(logits(x)))        confidence, line 41
 *     + 1e-4·‖w1‖₁                         w1/L1, proximal, line 20
 *     + 0.001·Σᵢ ‖w2[i, …]‖₂               w2/GroupLasso, proximal, line 27
 *
 * parameters
 *     name  shape              role    starts as       optimizer  penalties
 *     w1    (pixels, hidden)   weight  he normal       AdamW      L1(lambda = 1e-4), proximal
 *     b1    (hidden)           bias    zeros           AdamW
 *     w2    (hidden, classes)  weight  glorot uniform  AdamW      GroupLasso(axis = 0, lambda = 0.001), proximal
 *
 * step of θ = w1, b1, w2
 *     AdamW(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate = 0.001,
 *         weightDecay = 0.01)
 *     1.   η = η₀·(t + 1)/50 for t &lt; 50, then ½·η₀·(1 + cos πp)
 *     2.   p = min((t − 50)/(T − 50), 1), T the length of the run
 *     3.   η₀ = 0.001
 *     4.   g = ∂(crossEntropy + confidence)/∂θ
 *     5.   m ← 0.9·m + 0.1·g
 *     6.   v ← 0.999·v + 0.001·g²
 *     7.   d = m̂/(√v̂ + 1e-8) with m̂ = m/(1 − 0.9ᵏ), v̂ = v/(1 − 0.999ᵏ)
 *     8.   θ ← θ − η·(d + 0.01·θ)                                                for w1, w2
 *     9.   b1 ← b1 − η·d
 *     10.  w1 ← sign(w1)·max(|w1| − 1e-4·s, 0) with s = η/(√v̂ + 1e-8)            L1
 *     11.  w2 ← w2[i, …]·max(1 − 0.001·s/‖w2[i, …]‖₂, 0) with s = η/(√v̂ + 1e-8)  GroupLasso
 *
 * passes over memory in a step; what they move stands in passes()
 *          pass                               reads                      writes                                             source
 *     1.   product = x·w1                     x, w1                      product                                            line 32
 *     2.   computeRelu                        product, b1                relu                                               line 32
 *     3.   logits = relu·w2                   relu, w2                   logits                                             line 32
 *     4.   computeConfidence                  logits, y                  exp, logitsGradient, Σ confidence, Σ crossEntropy  lines 32, 37, 42
 *     5.   reluGradient = logitsGradient·w2ᵀ  logitsGradient, w2         reluGradient                                       line 32
 *     6.   w2Gradient = reluᵀ·logitsGradient  relu, logitsGradient       w2Gradient                                         line 32
 *     7.   computeB1Gradient                  product, b1, reluGradient  b1Gradient, sumGradient                            line 32
 *     8.   w1Gradient = xᵀ·sumGradient        x, sumGradient             w1Gradient                                         line 32
 *     9.   updateW1                           w1, slots, w1Gradient      slots, w1, Σ w1L1                                  lines 13, 20
 *     10.  updateB1                           slots, b1Gradient, b1      slots, b1                                          line 13
 *     11.  updateW2                           w2, slots, w2Gradient      slots, w2, Σ w2GroupLasso                          lines 13, 27
 * </pre>
 */
@Generated("io.tikhonov.processor.TikhonovProcessor")
@GeneratedFrom(
    model = "io.tikhonov.examples.DigitClassifier",
    compiler = "VERSION",
    fingerprint = "840273aa39dc1bdf"
)
final class DigitClassifierObjective extends GeneratedObjective<DigitClassifierObjective.Batch> {
  private static final Definition DEFINITION = new Definition(
      "io.tikhonov.examples.DigitClassifier",
      "840273aa39dc1bdf",
      List.of(
          "precision float",
          "parameter w1 (pixels, hidden)",
          "parameter b1 (hidden)",
          "parameter w2 (hidden, classes)",
          "term crossEntropy = softmaxCrossEntropy(logits(x), y)",
          "term confidence = 0.1·mean(square(logits(x)))",
          "term w1/L1 = 1e-4·‖w1‖₁",
          "term w2/GroupLasso = 0.001·Σᵢ ‖w2[i, …]‖₂",
          "optimizer of w1: AdamW(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate = 0.001, weightDecay = 0.01)",
          "optimizer of b1: AdamW(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate = 0.001, weightDecay = 0.01)",
          "optimizer of w2: AdamW(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate = 0.001, weightDecay = 0.01)",
          "schedule Cosine(warmupSteps = 50)"),
      List.of(
          new Definition.Term("crossEntropy", true),
          new Definition.Term("confidence", true),
          new Definition.Term("w1/L1", false),
          new Definition.Term("w2/GroupLasso", false)));

  // -------------------- Sizes

  /** Sizes that the builder sets. */
  private final int pixels;
  private final int hidden;
  private final int classes;

  // -------------------- Parameters, states and slots

  /** Parameter (pixels, hidden). */
  private final Floats w1;

  /** Parameter (hidden). */
  private final Floats b1;

  /** Parameter (hidden, classes). */
  private final Floats w2;

  /** Slot w1/updates. */
  private final Doubles w1Updates;

  /** Slot w1/firstMoment (pixels, hidden). */
  private final Floats w1FirstMoment;

  /** Slot w1/secondMoment (pixels, hidden). */
  private final Floats w1SecondMoment;

  /** Slot b1/updates. */
  private final Doubles b1Updates;

  /** Slot b1/firstMoment (hidden). */
  private final Floats b1FirstMoment;

  /** Slot b1/secondMoment (hidden). */
  private final Floats b1SecondMoment;

  /** Slot w2/updates. */
  private final Doubles w2Updates;

  /** Slot w2/firstMoment (hidden, classes). */
  private final Floats w2FirstMoment;

  /** Slot w2/secondMoment (hidden, classes). */
  private final Floats w2SecondMoment;

  // -------------------- Batch

  /** Sizes that come with a batch. */
  private int batch;
  private final FloatInput x = floatInput("x", "batch", "pixels");
  private final LabelInput y = labelInput("y", "batch");

  // -------------------- Gradients, for callers and for steps of some parameters

  /** Gradient of w1 (pixels, hidden). */
  private final Floats gradientOfW1 = floats();

  /** Gradient of b1 (hidden). */
  private final Floats gradientOfB1 = floats();

  /** Gradient of w2 (hidden, classes). */
  private final Floats gradientOfW2 = floats();

  // -------------------- Predictions

  /** Runs {@code logits}. */
  private final LogitsProgram logitsProgram;

  // -------------------- Work buffers

  /** product (batch, hidden), DigitClassifier.java:32. */
  private final Floats product = floats();

  /**
   * relu (batch, hidden), DigitClassifier.java:32;
   * then sumGradient (batch, hidden), DigitClassifier.java:32.
   */
  private final Floats relu = floats();

  /** logits (batch, classes), DigitClassifier.java:32. */
  private final Floats logits = floats();

  /** exp (batch, classes), DigitClassifier.java:37. */
  private final Floats exp = floats();

  /** logitsGradient (batch, classes), DigitClassifier.java:32. */
  private final Floats logitsGradient = floats();

  /** reluGradient (batch, hidden), DigitClassifier.java:32. */
  private final Floats reluGradient = floats();

  /** w2Gradient (hidden, classes), DigitClassifier.java:32. */
  private final Floats w2Gradient = floats();

  /** b1Gradient (hidden), DigitClassifier.java:32. */
  private final Floats b1Gradient = floats();

  /** w1Gradient (pixels, hidden), DigitClassifier.java:32. */
  private final Floats w1Gradient = floats();

  // -------------------- Numbers for kernels

  /** Set by a program before the kernels that read them. */
  private double confidenceGradient;
  private double crossEntropyGradient;
  private double negative;
  private double stepSize;
  private double rootScale;
  private double decay;
  private double scaledLearningRate;
  private double stepSize2;
  private double rootScale2;
  private double stepSize3;
  private double rootScale3;
  private double scaledLearningRate2;

  // -------------------- What kernels add up

  /** The sums of a kernel, in parts that do not depend on the number of threads. */
  private final Sums computeConfidenceSums = sums(3);
  private final Sums updateW1Sums = sums(1);
  private final Sums updateW2Sums = sums(6);
  private final Sums updateW2FromGradientSums = sums(4);
  private final Sums computeConfidence2Sums = sums(3);
  private final Sums computeW1L1Sums = sums(1);
  private final Sums computeW2GroupLassoSums = sums(2);

  // -------------------- Kernels

  /** Each runs a method below that hands it its memory. */
  private final Kernel computeRelu = Kernel.ofRows("computeRelu", this::computeRelu);

  private final Kernel computeConfidence = Kernel.ofRows("computeConfidence",
      this::computeConfidence);

  private final Kernel computeB1Gradient = Kernel.ofElements("computeB1Gradient",
      this::computeB1Gradient);

  private final Kernel updateW1 = Kernel.ofElements("updateW1", this::updateW1);
  private final Kernel updateB1 = Kernel.ofElements("updateB1", this::updateB1);
  private final Kernel updateW2 = Kernel.ofRows("updateW2", this::updateW2);

  private final Kernel updateW1FromGradient = Kernel.ofElements("updateW1FromGradient",
      this::updateW1FromGradient);

  private final Kernel updateB12 = Kernel.ofElements("updateB12", this::updateB12);

  private final Kernel updateW2FromGradient = Kernel.ofRows("updateW2FromGradient",
      this::updateW2FromGradient);

  private final Kernel computeConfidence2 = Kernel.ofRows("computeConfidence2",
      this::computeConfidence2);

  private final Kernel computeW1L1 = Kernel.ofElements("computeW1L1", this::computeW1L1);

  private final Kernel computeW2GroupLasso = Kernel.ofRows("computeW2GroupLasso",
      this::computeW2GroupLasso);

  private final Kernel computeB1Gradient2 = Kernel.ofElements("computeB1Gradient2",
      this::computeB1Gradient2);

  private DigitClassifierObjective(Builder builder) {
    super(DEFINITION, builder.seed, builder.threads);
    pixels = Checks.dimension("pixels", builder.pixels);
    hidden = Checks.dimension("hidden", builder.hidden);
    classes = Checks.dimension("classes", builder.classes);
    w1 = parameterFloats("w1", Initializers.HE_NORMAL, 1.0, pixels, hidden);
    b1 = parameterFloats("b1", Initializers.ZEROS, 1.0, hidden);
    w2 = parameterFloats("w2", Initializers.GLOROT_UNIFORM, 1.0, hidden, classes);
    w1Updates = slotDoubles("w1/updates");
    w1FirstMoment = slotFloats("w1/firstMoment", pixels, hidden);
    w1SecondMoment = slotFloats("w1/secondMoment", pixels, hidden);
    b1Updates = slotDoubles("b1/updates");
    b1FirstMoment = slotFloats("b1/firstMoment", hidden);
    b1SecondMoment = slotFloats("b1/secondMoment", hidden);
    w2Updates = slotDoubles("w2/updates");
    w2FirstMoment = slotFloats("w2/firstMoment", hidden, classes);
    w2SecondMoment = slotFloats("w2/secondMoment", hidden, classes);
    logitsProgram = owned(new LogitsProgram(builder.threads, pixels, hidden, classes, w1, b1, w2));
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateStep() {
    product.ensure((long) batch * hidden);
    relu.ensure((long) batch * hidden);
    logits.ensure((long) batch * classes);
    exp.ensure((long) batch * classes);
    logitsGradient.ensure((long) batch * classes);
    reluGradient.ensure((long) batch * hidden);
    w2Gradient.ensure((long) classes * hidden);
    b1Gradient.ensure(hidden);
    w1Gradient.ensure((long) hidden * pixels);
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateValue() {
    product.ensure((long) batch * hidden);
    relu.ensure((long) batch * hidden);
    logits.ensure((long) batch * classes);
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateGradient() {
    product.ensure((long) batch * hidden);
    relu.ensure((long) batch * hidden);
    logits.ensure((long) batch * classes);
    exp.ensure((long) batch * classes);
    logitsGradient.ensure((long) batch * classes);
    reluGradient.ensure((long) batch * hidden);
    gradientOfB1.ensure(hidden);
    gradientOfW1.ensure((long) hidden * pixels);
    gradientOfW2.ensure((long) classes * hidden);
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
    y.rank(inputs.y());
    x.check(inputs.x(), batchSize, pixels);
    y.check(inputs.y(), 0, classes, batchSize);
    x.bind(inputs.x());
    y.bind(inputs.y());
    batch = batchSize;
  }

  // -------------------- Programs

  /** The training step: all terms, all updates. */
  @Override
  protected void runStep() {
    allocateStep();
    final double step = stepIndex();
    final double totalSteps = totalSteps();
    final double newUpdates = w1Updates.data().get(0) + 1;
    rootScale = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates));
    final double learningRate = step < 50 ? 0.001 * (step + 1) / 50 : totalSteps > 0
        ? (step < totalSteps ? 5e-4 * (1
        + Math.cos(Math.PI * ((step - 50) / (totalSteps - 50)))) : 0) : 0.001;
    stepSize = learningRate * (1 / (1 - Math.pow(0.9, newUpdates)));
    decay = 0.01 * learningRate;
    scaledLearningRate = 1e-4 * learningRate;
    final double newUpdates2 = b1Updates.data().get(0) + 1;
    rootScale2 = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates2));
    stepSize2 = learningRate * (1 / (1 - Math.pow(0.9, newUpdates2)));
    final double newUpdates3 = w2Updates.data().get(0) + 1;
    rootScale3 = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates3));
    stepSize3 = learningRate * (1 / (1 - Math.pow(0.9, newUpdates3)));
    scaledLearningRate2 = 0.001 * learningRate;
    confidenceGradient = 0.1 / ((double) batch * classes);
    crossEntropyGradient = 1 / (double) batch;
    negative = -crossEntropyGradient;
    // DigitClassifier.java:32: x.matmul(w1)
    blas().gemm(false, false, batch, hidden, pixels, x.memory(), w1, product);
    launch(batch, (long) 3 * hidden, computeRelu);
    // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
    blas().gemm(false, false, batch, classes, hidden, relu, w2, logits);
    launch(batch, (long) 56 * classes, computeConfidence, computeConfidenceSums);
    // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
    blas().gemm(false, true, batch, hidden, classes, logitsGradient, w2, reluGradient);
    // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
    blas().gemm(true, false, hidden, classes, batch, relu, logitsGradient, w2Gradient);
    launch(hidden, (long) 5 * batch, computeB1Gradient);
    // DigitClassifier.java:32: x.matmul(w1)
    blas().gemm(true, false, pixels, hidden, batch, x.memory(), relu, w1Gradient);
    launch(hidden * pixels, 35, updateW1, updateW1Sums);
    launch(hidden, 26, updateB1);
    launch(hidden, (long) 425 * classes, updateW2, updateW2Sums);
    terms[0] = computeConfidenceSums.total(1) / (double) batch;
    terms[1] = 0.1 * (computeConfidenceSums.total(0) / ((double) batch * classes));
    terms[2] = 1e-4 * updateW1Sums.total(0);
    terms[3] = 0.001 * updateW2Sums.total(0);
    w1Updates.data().put(0, newUpdates);
    b1Updates.data().put(0, newUpdates2);
    w2Updates.data().put(0, newUpdates3);
  }

  /** The step of w1 alone, from its gradient. */
  private void stepW1() {
    final double step = stepIndex();
    final double totalSteps = totalSteps();
    final double newUpdates = w1Updates.data().get(0) + 1;
    rootScale = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates));
    final double learningRate = step < 50 ? 0.001 * (step + 1) / 50 : totalSteps > 0
        ? (step < totalSteps ? 5e-4 * (1
        + Math.cos(Math.PI * ((step - 50) / (totalSteps - 50)))) : 0) : 0.001;
    stepSize = learningRate * (1 / (1 - Math.pow(0.9, newUpdates)));
    decay = 0.01 * learningRate;
    scaledLearningRate = 1e-4 * learningRate;
    launch(hidden * pixels, 33, updateW1FromGradient);
    w1Updates.data().put(0, newUpdates);
  }

  /** The step of b1 alone, from its gradient. */
  private void stepB1() {
    final double step = stepIndex();
    final double totalSteps = totalSteps();
    final double newUpdates2 = b1Updates.data().get(0) + 1;
    rootScale2 = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates2));
    stepSize2 = (step < 50 ? 0.001 * (step + 1) / 50 : totalSteps > 0
        ? (step < totalSteps ? 5e-4 * (1
        + Math.cos(Math.PI * ((step - 50) / (totalSteps - 50)))) : 0) : 0.001)
        * (1 / (1 - Math.pow(0.9, newUpdates2)));
    launch(hidden, 26, updateB12);
    b1Updates.data().put(0, newUpdates2);
  }

  /** The step of w2 alone, from its gradient. */
  private void stepW2() {
    final double step = stepIndex();
    final double totalSteps = totalSteps();
    final double learningRate = step < 50 ? 0.001 * (step + 1) / 50 : totalSteps > 0
        ? (step < totalSteps ? 5e-4 * (1
        + Math.cos(Math.PI * ((step - 50) / (totalSteps - 50)))) : 0) : 0.001;
    decay = 0.01 * learningRate;
    final double newUpdates3 = w2Updates.data().get(0) + 1;
    rootScale3 = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates3));
    stepSize3 = learningRate * (1 / (1 - Math.pow(0.9, newUpdates3)));
    scaledLearningRate2 = 0.001 * learningRate;
    launch(hidden, (long) 416 * classes, updateW2FromGradient, updateW2FromGradientSums);
    w2Updates.data().put(0, newUpdates3);
  }

  /** A step of some parameters: the gradient first, then their updates. */
  @Override
  protected void runStep(boolean[] active) {
    runGradient();
    if (active[0]) {
      stepW1();
    }
    if (active[1]) {
      stepB1();
    }
    if (active[2]) {
      stepW2();
    }
  }

  @Override
  protected double learningRateAt(long step) {
    return (double) step < 50 ? 0.001 * ((double) step + 1) / 50 : (double) totalSteps() > 0
        ? ((double) step < (double) totalSteps()
        ? 5e-4 * (1 + Math.cos(Math.PI * (((double) step - 50) / ((double) totalSteps() - 50))))
        : 0) : 0.001;
  }

  /** All terms, in training mode. */
  @Override
  protected void runValue() {
    allocateValue();
    // DigitClassifier.java:32: x.matmul(w1)
    blas().gemm(false, false, batch, hidden, pixels, x.memory(), w1, product);
    launch(batch, (long) 3 * hidden, computeRelu);
    // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
    blas().gemm(false, false, batch, classes, hidden, relu, w2, logits);
    launch(batch, (long) 48 * classes, computeConfidence2, computeConfidence2Sums);
    launch(hidden * pixels, 2, computeW1L1, computeW1L1Sums);
    launch(hidden, (long) 9 * classes, computeW2GroupLasso, computeW2GroupLassoSums);
    terms[0] = computeConfidence2Sums.total(1) / (double) batch;
    terms[1] = 0.1 * (computeConfidence2Sums.total(0) / ((double) batch * classes));
    terms[2] = 1e-4 * computeW1L1Sums.total(0);
    terms[3] = 0.001 * computeW2GroupLassoSums.total(0);
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
    confidenceGradient = 0.1 / ((double) batch * classes);
    crossEntropyGradient = 1 / (double) batch;
    negative = -crossEntropyGradient;
    // DigitClassifier.java:32: x.matmul(w1)
    blas().gemm(false, false, batch, hidden, pixels, x.memory(), w1, product);
    launch(batch, (long) 3 * hidden, computeRelu);
    // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
    blas().gemm(false, false, batch, classes, hidden, relu, w2, logits);
    launch(batch, (long) 56 * classes, computeConfidence, computeConfidenceSums);
    // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
    blas().gemm(false, true, batch, hidden, classes, logitsGradient, w2, reluGradient);
    // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
    blas().gemm(true, false, hidden, classes, batch, relu, logitsGradient, gradientOfW2);
    launch(hidden, (long) 5 * batch, computeB1Gradient2);
    // DigitClassifier.java:32: x.matmul(w1)
    blas().gemm(true, false, pixels, hidden, batch, x.memory(), relu, gradientOfW1);
    launch(hidden * pixels, 2, computeW1L1, computeW1L1Sums);
    launch(hidden, (long) 9 * classes, computeW2GroupLasso, computeW2GroupLassoSums);
    terms[0] = computeConfidenceSums.total(1) / (double) batch;
    terms[1] = 0.1 * (computeConfidenceSums.total(0) / ((double) batch * classes));
    terms[2] = 1e-4 * computeW1L1Sums.total(0);
    terms[3] = 0.001 * computeW2GroupLassoSums.total(0);
  }

  @Override
  protected Memory gradient(int parameter) {
    return switch (parameter) {
      case 0 -> gradientOfW1;
      case 1 -> gradientOfB1;
      case 2 -> gradientOfW2;
      default -> throw new IndexOutOfBoundsException(parameter);
    };
  }

  /** What a step does: bytes that it reads and writes, and its operations. */
  @Override
  protected List<Pass> passes() {
    return List.of(
        new Pass("x.matmul(w1) (line 32)", false, 4L * batch * pixels + 4L * hidden * pixels,
            4L * batch * hidden, 2L * batch * hidden * pixels),
        new Pass("computeRelu", true, 4L * batch * hidden + 4L * hidden, 4L * batch * hidden,
            2L * batch * hidden),
        new Pass("relu(x.matmul(w1).plus(b1)).matmul(w2) (line 32)", false,
            4L * batch * hidden + 4L * classes * hidden, 4L * batch * classes,
            2L * batch * classes * hidden),
        new Pass("computeConfidence", true, 4L * batch * classes + 4L * batch, 8L * batch * classes,
            16L * batch * classes),
        new Pass("relu(x.matmul(w1).plus(b1)).matmul(w2) (line 32)", false,
            4L * batch * classes + 4L * classes * hidden, 4L * batch * hidden,
            2L * batch * classes * hidden),
        new Pass("relu(x.matmul(w1).plus(b1)).matmul(w2) (line 32)", false,
            4L * batch * classes + 4L * batch * hidden, 4L * classes * hidden,
            2L * batch * classes * hidden),
        new Pass("computeB1Gradient", true, 8L * batch * hidden + 4L * hidden,
            4L * batch * hidden + 4L * hidden, 4L * batch * hidden),
        new Pass("x.matmul(w1) (line 32)", false, 4L * batch * hidden + 4L * batch * pixels,
            4L * hidden * pixels, 2L * batch * hidden * pixels),
        new Pass("updateW1", true, 16L * hidden * pixels, 12L * hidden * pixels,
            27L * hidden * pixels),
        new Pass("updateB1", true, 16L * hidden, 12L * hidden, 18L * hidden),
        new Pass("updateW2", true, 16L * classes * hidden, 12L * classes * hidden,
            247L * classes * hidden));
  }

  // -------------------- Kernels with their memory

  /** Runs the kernel on its memory. */
  private void computeRelu(int chunk, int from, int to) {
    Kernels.computeRelu(
        from, to, product.data(), b1.data(), relu.data(), hidden);
  }

  private void computeConfidence(int chunk, int from, int to) {
    Kernels.computeConfidence(
        from, to, computeConfidenceSums.values(), computeConfidenceSums.at(chunk),
        logits.data(), exp.data(), y.data(), logitsGradient.data(), classes,
        (float) confidenceGradient, (float) crossEntropyGradient, (float) negative);
  }

  private void computeB1Gradient(int chunk, int from, int to) {
    Kernels.computeB1Gradient(
        from, to, product.data(), b1.data(), reluGradient.data(), b1Gradient.data(),
        relu.data(), hidden, batch);
  }

  private void updateW1(int chunk, int from, int to) {
    Kernels.updateW1(
        from, to, updateW1Sums.values(), updateW1Sums.at(chunk), w1.data(),
        w1FirstMoment.data(), w1Gradient.data(), w1SecondMoment.data(), (float) stepSize,
        (float) rootScale, (float) decay, (float) scaledLearningRate);
  }

  private void updateB1(int chunk, int from, int to) {
    Kernels.updateB1(
        from, to, b1FirstMoment.data(), b1Gradient.data(), b1SecondMoment.data(), b1.data(),
        (float) stepSize2, (float) rootScale2);
  }

  private void updateW2(int chunk, int from, int to) {
    Kernels.updateW2(
        from, to, updateW2Sums.values(), updateW2Sums.at(chunk), w2.data(),
        w2FirstMoment.data(), w2Gradient.data(), w2SecondMoment.data(), classes,
        (float) stepSize3, (float) rootScale3, (float) decay, (float) scaledLearningRate2);
  }

  private void updateW1FromGradient(int chunk, int from, int to) {
    Kernels.updateW1FromGradient(
        from, to, w1FirstMoment.data(), gradientOfW1.data(), w1SecondMoment.data(),
        w1.data(), (float) stepSize, (float) rootScale, (float) decay,
        (float) scaledLearningRate);
  }

  private void updateB12(int chunk, int from, int to) {
    Kernels.updateB1(
        from, to, b1FirstMoment.data(), gradientOfB1.data(), b1SecondMoment.data(),
        b1.data(), (float) stepSize2, (float) rootScale2);
  }

  private void updateW2FromGradient(int chunk, int from, int to) {
    Kernels.updateW2FromGradient(
        from, to, updateW2FromGradientSums.values(), updateW2FromGradientSums.at(chunk),
        w2.data(), w2FirstMoment.data(), gradientOfW2.data(), w2SecondMoment.data(),
        classes, (float) stepSize3, (float) rootScale3, (float) decay,
        (float) scaledLearningRate2);
  }

  private void computeConfidence2(int chunk, int from, int to) {
    Kernels.computeConfidence2(
        from, to, computeConfidence2Sums.values(), computeConfidence2Sums.at(chunk),
        logits.data(), y.data(), classes);
  }

  private void computeW1L1(int chunk, int from, int to) {
    Kernels.computeW1L1(
        from, to, computeW1L1Sums.values(), computeW1L1Sums.at(chunk), w1.data());
  }

  private void computeW2GroupLasso(int chunk, int from, int to) {
    Kernels.computeW2GroupLasso(
        from, to, computeW2GroupLassoSums.values(), computeW2GroupLassoSums.at(chunk),
        w2.data(), classes);
  }

  private void computeB1Gradient2(int chunk, int from, int to) {
    Kernels.computeB1Gradient(
        from, to, product.data(), b1.data(), reluGradient.data(), gradientOfB1.data(),
        relu.data(), hidden, batch);
  }

  /**
   * Computes {@code logits}, of shape (batch, classes), in inference mode; the result is the caller's.
   *
   * @param x (batch, pixels)
   */
  public INDArray logits(INDArray x) {
    begin("logits");
    try {
      return logitsProgram.run(x);
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
    private long pixels;
    private long hidden;
    private long classes;
    private long seed;
    private int threads;

    private Builder() {}

    /** Sets the size of dimension {@code pixels}. */
    public Builder pixels(long value) {
      pixels = value;
      return this;
    }

    /** Sets the size of dimension {@code hidden}. */
    public Builder hidden(long value) {
      hidden = value;
      return this;
    }

    /** Sets the size of dimension {@code classes}. */
    public Builder classes(long value) {
      classes = value;
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
    public DigitClassifierObjective build() {
      return new DigitClassifierObjective(this);
    }
  }

  /**
   * The inputs of one step.
   *
   * @param x (batch, pixels)
   * @param y labels (batch)
   */
  public record Batch(INDArray x, INDArray y) {}

  /** An immutable snapshot that predicts; safe to use from several threads. */
  public static final class Predictor extends Program {
    private final ProgramPool<LogitsProgram> logitsPrograms;

    private Predictor(DigitClassifierObjective source) {
      super(source.workers().threads());
      final Floats w1 = copyOf(source.w1);
      final Floats b1 = copyOf(source.b1);
      final Floats w2 = copyOf(source.w2);
      logitsPrograms = owned(new ProgramPool<>(() -> new LogitsProgram(source.workers().threads(),
          source.pixels, source.hidden, source.classes, w1, b1, w2)));
    }

    /**
     * Computes {@code logits}, of shape (batch, classes), in inference mode; the result is the caller's.
     *
     * @param x (batch, pixels)
     */
    public INDArray logits(INDArray x) {
      final LogitsProgram program = logitsPrograms.take();
      try {
        return program.run(x);
      } finally {
        logitsPrograms.giveBack(program);
      }
    }
  }

  /** {@code logits} in inference mode, with work buffers of its own. */
  private static final class LogitsProgram extends Program {
    // -------------------- Batch

    /** Sizes that come with a batch. */
    private int batch;
    private final FloatInput x = floatInput("x", "batch", "pixels");
    private final int pixels;
    private final int hidden;
    private final int classes;
    private final Floats w1;
    private final Floats b1;
    private final Floats w2;
    private final Floats result = floats();

    // -------------------- Work buffers

    /** product (batch, hidden), DigitClassifier.java:32. */
    private final Floats product = floats();

    /** relu (batch, hidden), DigitClassifier.java:32. */
    private final Floats relu = floats();

    // -------------------- Kernels

    /** Each runs a method below that hands it its memory. */
    private final Kernel computeRelu = Kernel.ofRows("computeRelu", this::computeRelu);

    private LogitsProgram(int threads, int pixels, int hidden, int classes, Floats w1, Floats b1,
        Floats w2) {
      super(threads);
      this.pixels = pixels;
      this.hidden = hidden;
      this.classes = classes;
      this.w1 = w1;
      this.b1 = b1;
      this.w2 = w2;
    }

    /** Makes room for the work buffers; does nothing if they are large enough. */
    private void allocateLogits() {
      product.ensure((long) batch * hidden);
      relu.ensure((long) batch * hidden);
      result.ensure((long) batch * classes);
    }

    private INDArray run(INDArray arrays0) {
      final int batchSize = x.size(arrays0, 0);
      x.check(arrays0, batchSize, pixels);
      x.bind(arrays0);
      batch = batchSize;
      allocateLogits();
      // DigitClassifier.java:32: x.matmul(w1)
      blas().gemm(false, false, batch, hidden, pixels, x.memory(), w1, product);
      launch(batch, (long) 3 * hidden, computeRelu);
      // DigitClassifier.java:32: relu(x.matmul(w1).plus(b1)).matmul(w2)
      blas().gemm(false, false, batch, classes, hidden, relu, w2, result);
      return result.toArray(batch, classes);
    }

    // -------------------- Kernels with their memory

    /** Runs the kernel on its memory. */
    private void computeRelu(int chunk, int from, int to) {
      Kernels.computeRelu(
          from, to, product.data(), b1.data(), relu.data(), hidden);
    }
  }

  /**
   * The fused loops. Each runs over a part of its range, so that parts can run on several threads;
   * the results do not depend on who computes which part.
   */
  private static final class Kernels {
    /** Sums have a part for each lane of a vector, used or not. */
    private static final int LAST_LANE = Sums.LANES - 1;

    private Kernels() {}

    /** Computes relu (DigitClassifier.java:32). */
    static void computeRelu(int from, int to, FloatBuffer product, FloatBuffer b1, FloatBuffer relu,
        int hidden) {
      for (int i = from; i < to; i++) {
        final int row = i * hidden;
        for (int j = 0; j < hidden; j++) {
          relu.put(row + j, Math.max(product.get(row + j) + b1.get(j), 0));
        }
      }
    }

    /**
     * Computes exp, logitsGradient, the sum confidence, the sum crossEntropy (DigitClassifier.java:32, 37, 42).
     */
    static void computeConfidence(int from, int to, double[] sums, int at, FloatBuffer logits,
        FloatBuffer exp, IntBuffer y, FloatBuffer logitsGradient, int classes,
        float confidenceGradient, float crossEntropyGradient, float negative) {
      final int confidence = at;
      final int crossEntropy = at + Sums.LANES;
      final int rowParts = at + 2 * Sums.LANES;
      for (int i = from; i < to; i++) {
        float largest = Float.NEGATIVE_INFINITY;
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          final float logitsValue = logits.get(row + j);
          largest = Math.max(largest, logitsValue);
          sums[confidence + (j & LAST_LANE)] += logitsValue * logitsValue;
        }
        for (int j = 0; j < classes; j++) {
          final float expValue = FloatMath.exp(logits.get(row + j) - largest);
          sums[rowParts + (j & LAST_LANE)] += expValue;
          exp.put(row + j, expValue);
        }
        final float rowSum = (float) Sums.take(sums, rowParts);
        sums[crossEntropy] += largest + FloatMath.log(rowSum)
            - logits.get(i * classes + y.get(i));
        final float ratio = crossEntropyGradient / rowSum;
        for (int j = 0; j < classes; j++) {
          logitsGradient.put(row + j, 2 * (confidenceGradient * logits.get(row + j))
              + ratio * exp.get(row + j) + (y.get(i) == j ? negative : 0));
        }
      }
    }

    /** Computes b1Gradient, sumGradient (DigitClassifier.java:32). */
    static void computeB1Gradient(int from, int to, FloatBuffer product, FloatBuffer b1,
        FloatBuffer reluGradient, FloatBuffer b1Gradient, FloatBuffer sumGradient, int hidden,
        int batch) {
      for (int j = from; j < to; j++) {
        b1Gradient.put(j, 0);
      }
      for (int i = 0; i < batch; i++) {
        final int row = i * hidden;
        for (int j = from; j < to; j++) {
          final float selected = product.get(row + j) + b1.get(j) > 0 ? reluGradient.get(row + j)
              : 0;
          b1Gradient.put(j, b1Gradient.get(j) + selected);
          sumGradient.put(row + j, selected);
        }
      }
    }

    /** Computes firstMoment, secondMoment, w1, the sum w1L1 (DigitClassifier.java:13, 20). */
    static void updateW1(int from, int to, double[] sums, int at, FloatBuffer w1,
        FloatBuffer firstMoment, FloatBuffer w1Gradient, FloatBuffer secondMoment, float stepSize,
        float rootScale, float decay, float scaledLearningRate) {
      final int w1L1 = at;
      for (int i = from; i < to; i++) {
        final float w1Value = w1.get(i);
        final float firstMomentValue = firstMoment.get(i);
        final float w1GradientValue = w1Gradient.get(i);
        final float newFirstMoment = firstMomentValue
            + 0.1f * (w1GradientValue - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
        final float secondMomentValue = secondMoment.get(i);
        final float newSecondMoment = 0.999f * secondMomentValue
            + 0.001f * (w1GradientValue * w1GradientValue) + 1.6155871e-27f - 1.6155871e-27f;
        final float preconditioner = 1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
        final float moved = w1Value - (stepSize * (newFirstMoment * preconditioner)
            + decay * w1Value);
        final float threshold = scaledLearningRate * preconditioner;
        sums[w1L1 + (i & LAST_LANE)] += Math.abs(w1Value);
        firstMoment.put(i, newFirstMoment);
        secondMoment.put(i, newSecondMoment);
        w1.put(i, moved - Math.min(Math.max(moved, -threshold), threshold));
      }
    }

    /** Computes firstMoment, secondMoment, b1 (DigitClassifier.java:13). */
    static void updateB1(int from, int to, FloatBuffer firstMoment, FloatBuffer b1Gradient,
        FloatBuffer secondMoment, FloatBuffer b1, float stepSize, float rootScale) {
      for (int i = from; i < to; i++) {
        final float firstMomentValue = firstMoment.get(i);
        final float b1GradientValue = b1Gradient.get(i);
        final float newFirstMoment = firstMomentValue
            + 0.1f * (b1GradientValue - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
        final float secondMomentValue = secondMoment.get(i);
        final float newSecondMoment = 0.999f * secondMomentValue
            + 0.001f * (b1GradientValue * b1GradientValue) + 1.6155871e-27f - 1.6155871e-27f;
        final float b1Value = b1.get(i);
        firstMoment.put(i, newFirstMoment);
        secondMoment.put(i, newSecondMoment);
        b1.put(i, b1Value - stepSize * (newFirstMoment
            * (1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f))));
      }
    }

    /**
     * Computes firstMoment, secondMoment, w2, the sum w2GroupLasso (DigitClassifier.java:13, 27).
     * The norm of each group after the step is the root of phi(root) = 1,
     * found by 7 iterations of Newton's method from both sides.
     */
    static void updateW2(int from, int to, double[] sums, int at, FloatBuffer w2,
        FloatBuffer firstMoment, FloatBuffer w2Gradient, FloatBuffer secondMoment, int classes,
        float stepSize, float rootScale, float decay, float scaledLearningRate) {
      final int w2GroupLasso = at;
      final int rowParts = at + Sums.LANES;
      final int rowParts2 = at + 2 * Sums.LANES;
      final int rowParts3 = at + 3 * Sums.LANES;
      final int rowParts4 = at + 4 * Sums.LANES;
      final int rowParts5 = at + 5 * Sums.LANES;
      for (int i = from; i < to; i++) {
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          final float w2Value = w2.get(row + j);
          final float firstMomentValue = firstMoment.get(row + j);
          final float w2GradientValue = w2Gradient.get(row + j);
          final float newFirstMoment = firstMomentValue
              + 0.1f * (w2GradientValue - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
          final float secondMomentValue = secondMoment.get(row + j);
          final float newSecondMoment = 0.999f * secondMomentValue
              + 0.001f * (w2GradientValue * w2GradientValue) + 1.6155871e-27f - 1.6155871e-27f;
          final float preconditioner = 1
              / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
          final float moved = w2Value - (stepSize * (newFirstMoment * preconditioner)
              + decay * w2Value);
          final float product = scaledLearningRate * preconditioner;
          final float ratio = 1 / Math.max(product, 1e-30f);
          final float product2 = moved * ratio;
          final float squareValue = product2 * product2;
          final float squareValue2 = moved * moved;
          sums[rowParts + (j & LAST_LANE)] += w2Value * w2Value;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue;
          sums[rowParts3 + (j & LAST_LANE)] += squareValue * ratio;
          sums[rowParts4 + (j & LAST_LANE)] += squareValue2;
          sums[rowParts5 + (j & LAST_LANE)] += squareValue2 * product;
          firstMoment.put(row + j, newFirstMoment);
          secondMoment.put(row + j, newSecondMoment);
        }
        final float rowSum = (float) Sums.take(sums, rowParts);
        final float rowSum2 = (float) Sums.take(sums, rowParts2);
        final float rowSum3 = (float) Sums.take(sums, rowParts3);
        final float rowSum4 = (float) Sums.take(sums, rowParts4);
        final float rowSum5 = (float) Sums.take(sums, rowParts5);
        sums[w2GroupLasso] += (float) Math.sqrt(rowSum);
        final float upper = (float) Math.sqrt(rowSum4);
        final float difference = upper - rowSum5 / rowSum4;
        final float ratio2 = rowSum2 * ((float) Math.sqrt(rowSum2) - 1) / rowSum3;
        final float selected = ratio2 > 0 ? ratio2 : 1e-12f * upper;
        final float root = (float) Math.sqrt(difference > selected ? difference : selected)
            * (float) Math.sqrt(upper);
        for (int j = 0; j < classes; j++) {
          final float w2Value2 = w2.get(row + j);
          final float preconditioner2 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio3 = 1 / (root + scaledLearningRate * preconditioner2);
          final float product3 = (w2Value2
              - (stepSize * (firstMoment.get(row + j) * preconditioner2) + decay * w2Value2))
              * ratio3;
          final float squareValue3 = product3 * product3;
          sums[rowParts + (j & LAST_LANE)] += squareValue3;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue3 * ratio3;
        }
        final float phi = (float) Sums.take(sums, rowParts);
        final float psi = (float) Sums.take(sums, rowParts2);
        final float lower = difference > selected ? difference : selected;
        final float sum = root + phi * ((float) Math.sqrt(phi) - 1) / psi;
        final float product4 = root * psi;
        final float ratio4 = (product4 + 1 - phi) / product4;
        final float root2 = (float) Math.sqrt(sum > lower ? sum : lower)
            * (float) Math.sqrt(ratio4 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio4))
            : upper);
        for (int j = 0; j < classes; j++) {
          final float w2Value3 = w2.get(row + j);
          final float preconditioner3 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio5 = 1 / (root2 + scaledLearningRate * preconditioner3);
          final float product5 = (w2Value3
              - (stepSize * (firstMoment.get(row + j) * preconditioner3) + decay * w2Value3))
              * ratio5;
          final float squareValue4 = product5 * product5;
          sums[rowParts + (j & LAST_LANE)] += squareValue4;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue4 * ratio5;
        }
        final float phi2 = (float) Sums.take(sums, rowParts);
        final float psi2 = (float) Sums.take(sums, rowParts2);
        final float lower2 = sum > lower ? sum : lower;
        final float upper2 = ratio4 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio4))
            : upper;
        final float sum2 = root2 + phi2 * ((float) Math.sqrt(phi2) - 1) / psi2;
        final float product6 = root2 * psi2;
        final float ratio6 = (product6 + 1 - phi2) / product6;
        final float root3 = (float) Math.sqrt(sum2 > lower2 ? sum2 : lower2)
            * (float) Math.sqrt(ratio6 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio6))
            : upper2);
        for (int j = 0; j < classes; j++) {
          final float w2Value4 = w2.get(row + j);
          final float preconditioner4 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio7 = 1 / (root3 + scaledLearningRate * preconditioner4);
          final float product7 = (w2Value4
              - (stepSize * (firstMoment.get(row + j) * preconditioner4) + decay * w2Value4))
              * ratio7;
          final float squareValue5 = product7 * product7;
          sums[rowParts + (j & LAST_LANE)] += squareValue5;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue5 * ratio7;
        }
        final float phi3 = (float) Sums.take(sums, rowParts);
        final float psi3 = (float) Sums.take(sums, rowParts2);
        final float lower3 = sum2 > lower2 ? sum2 : lower2;
        final float upper3 = ratio6 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio6))
            : upper2;
        final float sum3 = root3 + phi3 * ((float) Math.sqrt(phi3) - 1) / psi3;
        final float product8 = root3 * psi3;
        final float ratio8 = (product8 + 1 - phi3) / product8;
        final float root4 = (float) Math.sqrt(sum3 > lower3 ? sum3 : lower3)
            * (float) Math.sqrt(ratio8 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio8))
            : upper3);
        for (int j = 0; j < classes; j++) {
          final float w2Value5 = w2.get(row + j);
          final float preconditioner5 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio9 = 1 / (root4 + scaledLearningRate * preconditioner5);
          final float product9 = (w2Value5
              - (stepSize * (firstMoment.get(row + j) * preconditioner5) + decay * w2Value5))
              * ratio9;
          final float squareValue6 = product9 * product9;
          sums[rowParts + (j & LAST_LANE)] += squareValue6;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue6 * ratio9;
        }
        final float phi4 = (float) Sums.take(sums, rowParts);
        final float psi4 = (float) Sums.take(sums, rowParts2);
        final float lower4 = sum3 > lower3 ? sum3 : lower3;
        final float upper4 = ratio8 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio8))
            : upper3;
        final float sum4 = root4 + phi4 * ((float) Math.sqrt(phi4) - 1) / psi4;
        final float product10 = root4 * psi4;
        final float ratio10 = (product10 + 1 - phi4) / product10;
        final float root5 = (float) Math.sqrt(sum4 > lower4 ? sum4 : lower4)
            * (float) Math.sqrt(ratio10 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio10))
            : upper4);
        for (int j = 0; j < classes; j++) {
          final float w2Value6 = w2.get(row + j);
          final float preconditioner6 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio11 = 1 / (root5 + scaledLearningRate * preconditioner6);
          final float product11 = (w2Value6
              - (stepSize * (firstMoment.get(row + j) * preconditioner6) + decay * w2Value6))
              * ratio11;
          final float squareValue7 = product11 * product11;
          sums[rowParts + (j & LAST_LANE)] += squareValue7;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue7 * ratio11;
        }
        final float phi5 = (float) Sums.take(sums, rowParts);
        final float psi5 = (float) Sums.take(sums, rowParts2);
        final float lower5 = sum4 > lower4 ? sum4 : lower4;
        final float upper5 = ratio10 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio10))
            : upper4;
        final float sum5 = root5 + phi5 * ((float) Math.sqrt(phi5) - 1) / psi5;
        final float product12 = root5 * psi5;
        final float ratio12 = (product12 + 1 - phi5) / product12;
        final float root6 = (float) Math.sqrt(sum5 > lower5 ? sum5 : lower5)
            * (float) Math.sqrt(ratio12 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio12))
            : upper5);
        for (int j = 0; j < classes; j++) {
          final float w2Value7 = w2.get(row + j);
          final float preconditioner7 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio13 = 1 / (root6 + scaledLearningRate * preconditioner7);
          final float product13 = (w2Value7
              - (stepSize * (firstMoment.get(row + j) * preconditioner7) + decay * w2Value7))
              * ratio13;
          final float squareValue8 = product13 * product13;
          sums[rowParts + (j & LAST_LANE)] += squareValue8;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue8 * ratio13;
        }
        final float phi6 = (float) Sums.take(sums, rowParts);
        final float psi6 = (float) Sums.take(sums, rowParts2);
        final float lower6 = sum5 > lower5 ? sum5 : lower5;
        final float upper6 = ratio12 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio12))
            : upper5;
        final float sum6 = root6 + phi6 * ((float) Math.sqrt(phi6) - 1) / psi6;
        final float product14 = root6 * psi6;
        final float ratio14 = (product14 + 1 - phi6) / product14;
        final float root7 = (float) Math.sqrt(sum6 > lower6 ? sum6 : lower6)
            * (float) Math.sqrt(ratio14 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio14))
            : upper6);
        for (int j = 0; j < classes; j++) {
          final float w2Value8 = w2.get(row + j);
          final float preconditioner8 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio15 = 1 / (root7 + scaledLearningRate * preconditioner8);
          final float product15 = (w2Value8
              - (stepSize * (firstMoment.get(row + j) * preconditioner8) + decay * w2Value8))
              * ratio15;
          final float squareValue9 = product15 * product15;
          sums[rowParts + (j & LAST_LANE)] += squareValue9;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue9 * ratio15;
        }
        final float phi7 = (float) Sums.take(sums, rowParts);
        final float psi7 = (float) Sums.take(sums, rowParts2);
        final boolean test = rowSum2 > 1;
        final float lower7 = sum6 > lower6 ? sum6 : lower6;
        final float upper7 = ratio14 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio14))
            : upper6;
        final float sum7 = root7 + phi7 * ((float) Math.sqrt(phi7) - 1) / psi7;
        final float product16 = root7 * psi7;
        final float ratio16 = (product16 + 1 - phi7) / product16;
        final float root8 = (float) Math.sqrt(sum7 > lower7 ? sum7 : lower7)
            * (float) Math.sqrt(ratio16 > 0 ? Math.min(upper7, root7 / (float) Math.sqrt(ratio16))
            : upper7);
        for (int j = 0; j < classes; j++) {
          final float w2Value9 = w2.get(row + j);
          final float preconditioner9 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          w2.put(row + j, test ? (w2Value9
              - (stepSize * (firstMoment.get(row + j) * preconditioner9) + decay * w2Value9))
              * (root8 / (root8 + scaledLearningRate * preconditioner9)) : 0);
        }
      }
    }

    /** Computes firstMoment, secondMoment, w1 (DigitClassifier.java:13, 20). */
    static void updateW1FromGradient(int from, int to, FloatBuffer firstMoment,
        FloatBuffer gradientOfW1, FloatBuffer secondMoment, FloatBuffer w1, float stepSize,
        float rootScale, float decay, float scaledLearningRate) {
      for (int i = from; i < to; i++) {
        final float firstMomentValue = firstMoment.get(i);
        final float gradientOfW1Value = gradientOfW1.get(i);
        final float newFirstMoment = firstMomentValue
            + 0.1f * (gradientOfW1Value - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
        final float secondMomentValue = secondMoment.get(i);
        final float newSecondMoment = 0.999f * secondMomentValue
            + 0.001f * (gradientOfW1Value * gradientOfW1Value) + 1.6155871e-27f - 1.6155871e-27f;
        final float w1Value = w1.get(i);
        final float preconditioner = 1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
        final float moved = w1Value - (stepSize * (newFirstMoment * preconditioner)
            + decay * w1Value);
        final float threshold = scaledLearningRate * preconditioner;
        firstMoment.put(i, newFirstMoment);
        secondMoment.put(i, newSecondMoment);
        w1.put(i, moved - Math.min(Math.max(moved, -threshold), threshold));
      }
    }

    /**
     * Computes firstMoment, secondMoment, w2 (DigitClassifier.java:13, 27).
     * The norm of each group after the step is the root of phi(root) = 1,
     * found by 7 iterations of Newton's method from both sides.
     */
    static void updateW2FromGradient(int from, int to, double[] sums, int at, FloatBuffer w2,
        FloatBuffer firstMoment, FloatBuffer gradientOfW2, FloatBuffer secondMoment, int classes,
        float stepSize, float rootScale, float decay, float scaledLearningRate) {
      final int rowParts = at;
      final int rowParts2 = at + Sums.LANES;
      final int rowParts3 = at + 2 * Sums.LANES;
      final int rowParts4 = at + 3 * Sums.LANES;
      for (int i = from; i < to; i++) {
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          final float w2Value = w2.get(row + j);
          final float firstMomentValue = firstMoment.get(row + j);
          final float gradientOfW2Value = gradientOfW2.get(row + j);
          final float newFirstMoment = firstMomentValue
              + 0.1f * (gradientOfW2Value - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
          final float secondMomentValue = secondMoment.get(row + j);
          final float newSecondMoment = 0.999f * secondMomentValue
              + 0.001f * (gradientOfW2Value * gradientOfW2Value) + 1.6155871e-27f
              - 1.6155871e-27f;
          final float preconditioner = 1
              / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
          final float moved = w2Value - (stepSize * (newFirstMoment * preconditioner)
              + decay * w2Value);
          final float product = scaledLearningRate * preconditioner;
          final float ratio = 1 / Math.max(product, 1e-30f);
          final float product2 = moved * ratio;
          final float squareValue = product2 * product2;
          final float squareValue2 = moved * moved;
          sums[rowParts + (j & LAST_LANE)] += squareValue;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio;
          sums[rowParts3 + (j & LAST_LANE)] += squareValue2;
          sums[rowParts4 + (j & LAST_LANE)] += squareValue2 * product;
          firstMoment.put(row + j, newFirstMoment);
          secondMoment.put(row + j, newSecondMoment);
        }
        final float rowSum = (float) Sums.take(sums, rowParts);
        final float rowSum2 = (float) Sums.take(sums, rowParts2);
        final float rowSum3 = (float) Sums.take(sums, rowParts3);
        final float rowSum4 = (float) Sums.take(sums, rowParts4);
        final float upper = (float) Math.sqrt(rowSum3);
        final float difference = upper - rowSum4 / rowSum3;
        final float ratio2 = rowSum * ((float) Math.sqrt(rowSum) - 1) / rowSum2;
        final float selected = ratio2 > 0 ? ratio2 : 1e-12f * upper;
        final float root = (float) Math.sqrt(difference > selected ? difference : selected)
            * (float) Math.sqrt(upper);
        for (int j = 0; j < classes; j++) {
          final float w2Value2 = w2.get(row + j);
          final float preconditioner2 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio3 = 1 / (root + scaledLearningRate * preconditioner2);
          final float product3 = (w2Value2
              - (stepSize * (firstMoment.get(row + j) * preconditioner2) + decay * w2Value2))
              * ratio3;
          final float squareValue3 = product3 * product3;
          sums[rowParts + (j & LAST_LANE)] += squareValue3;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue3 * ratio3;
        }
        final float phi = (float) Sums.take(sums, rowParts);
        final float psi = (float) Sums.take(sums, rowParts2);
        final float lower = difference > selected ? difference : selected;
        final float sum = root + phi * ((float) Math.sqrt(phi) - 1) / psi;
        final float product4 = root * psi;
        final float ratio4 = (product4 + 1 - phi) / product4;
        final float root2 = (float) Math.sqrt(sum > lower ? sum : lower)
            * (float) Math.sqrt(ratio4 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio4))
            : upper);
        for (int j = 0; j < classes; j++) {
          final float w2Value3 = w2.get(row + j);
          final float preconditioner3 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio5 = 1 / (root2 + scaledLearningRate * preconditioner3);
          final float product5 = (w2Value3
              - (stepSize * (firstMoment.get(row + j) * preconditioner3) + decay * w2Value3))
              * ratio5;
          final float squareValue4 = product5 * product5;
          sums[rowParts + (j & LAST_LANE)] += squareValue4;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue4 * ratio5;
        }
        final float phi2 = (float) Sums.take(sums, rowParts);
        final float psi2 = (float) Sums.take(sums, rowParts2);
        final float lower2 = sum > lower ? sum : lower;
        final float upper2 = ratio4 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio4))
            : upper;
        final float sum2 = root2 + phi2 * ((float) Math.sqrt(phi2) - 1) / psi2;
        final float product6 = root2 * psi2;
        final float ratio6 = (product6 + 1 - phi2) / product6;
        final float root3 = (float) Math.sqrt(sum2 > lower2 ? sum2 : lower2)
            * (float) Math.sqrt(ratio6 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio6))
            : upper2);
        for (int j = 0; j < classes; j++) {
          final float w2Value4 = w2.get(row + j);
          final float preconditioner4 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio7 = 1 / (root3 + scaledLearningRate * preconditioner4);
          final float product7 = (w2Value4
              - (stepSize * (firstMoment.get(row + j) * preconditioner4) + decay * w2Value4))
              * ratio7;
          final float squareValue5 = product7 * product7;
          sums[rowParts + (j & LAST_LANE)] += squareValue5;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue5 * ratio7;
        }
        final float phi3 = (float) Sums.take(sums, rowParts);
        final float psi3 = (float) Sums.take(sums, rowParts2);
        final float lower3 = sum2 > lower2 ? sum2 : lower2;
        final float upper3 = ratio6 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio6))
            : upper2;
        final float sum3 = root3 + phi3 * ((float) Math.sqrt(phi3) - 1) / psi3;
        final float product8 = root3 * psi3;
        final float ratio8 = (product8 + 1 - phi3) / product8;
        final float root4 = (float) Math.sqrt(sum3 > lower3 ? sum3 : lower3)
            * (float) Math.sqrt(ratio8 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio8))
            : upper3);
        for (int j = 0; j < classes; j++) {
          final float w2Value5 = w2.get(row + j);
          final float preconditioner5 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio9 = 1 / (root4 + scaledLearningRate * preconditioner5);
          final float product9 = (w2Value5
              - (stepSize * (firstMoment.get(row + j) * preconditioner5) + decay * w2Value5))
              * ratio9;
          final float squareValue6 = product9 * product9;
          sums[rowParts + (j & LAST_LANE)] += squareValue6;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue6 * ratio9;
        }
        final float phi4 = (float) Sums.take(sums, rowParts);
        final float psi4 = (float) Sums.take(sums, rowParts2);
        final float lower4 = sum3 > lower3 ? sum3 : lower3;
        final float upper4 = ratio8 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio8))
            : upper3;
        final float sum4 = root4 + phi4 * ((float) Math.sqrt(phi4) - 1) / psi4;
        final float product10 = root4 * psi4;
        final float ratio10 = (product10 + 1 - phi4) / product10;
        final float root5 = (float) Math.sqrt(sum4 > lower4 ? sum4 : lower4)
            * (float) Math.sqrt(ratio10 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio10))
            : upper4);
        for (int j = 0; j < classes; j++) {
          final float w2Value6 = w2.get(row + j);
          final float preconditioner6 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio11 = 1 / (root5 + scaledLearningRate * preconditioner6);
          final float product11 = (w2Value6
              - (stepSize * (firstMoment.get(row + j) * preconditioner6) + decay * w2Value6))
              * ratio11;
          final float squareValue7 = product11 * product11;
          sums[rowParts + (j & LAST_LANE)] += squareValue7;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue7 * ratio11;
        }
        final float phi5 = (float) Sums.take(sums, rowParts);
        final float psi5 = (float) Sums.take(sums, rowParts2);
        final float lower5 = sum4 > lower4 ? sum4 : lower4;
        final float upper5 = ratio10 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio10))
            : upper4;
        final float sum5 = root5 + phi5 * ((float) Math.sqrt(phi5) - 1) / psi5;
        final float product12 = root5 * psi5;
        final float ratio12 = (product12 + 1 - phi5) / product12;
        final float root6 = (float) Math.sqrt(sum5 > lower5 ? sum5 : lower5)
            * (float) Math.sqrt(ratio12 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio12))
            : upper5);
        for (int j = 0; j < classes; j++) {
          final float w2Value7 = w2.get(row + j);
          final float preconditioner7 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio13 = 1 / (root6 + scaledLearningRate * preconditioner7);
          final float product13 = (w2Value7
              - (stepSize * (firstMoment.get(row + j) * preconditioner7) + decay * w2Value7))
              * ratio13;
          final float squareValue8 = product13 * product13;
          sums[rowParts + (j & LAST_LANE)] += squareValue8;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue8 * ratio13;
        }
        final float phi6 = (float) Sums.take(sums, rowParts);
        final float psi6 = (float) Sums.take(sums, rowParts2);
        final float lower6 = sum5 > lower5 ? sum5 : lower5;
        final float upper6 = ratio12 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio12))
            : upper5;
        final float sum6 = root6 + phi6 * ((float) Math.sqrt(phi6) - 1) / psi6;
        final float product14 = root6 * psi6;
        final float ratio14 = (product14 + 1 - phi6) / product14;
        final float root7 = (float) Math.sqrt(sum6 > lower6 ? sum6 : lower6)
            * (float) Math.sqrt(ratio14 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio14))
            : upper6);
        for (int j = 0; j < classes; j++) {
          final float w2Value8 = w2.get(row + j);
          final float preconditioner8 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          final float ratio15 = 1 / (root7 + scaledLearningRate * preconditioner8);
          final float product15 = (w2Value8
              - (stepSize * (firstMoment.get(row + j) * preconditioner8) + decay * w2Value8))
              * ratio15;
          final float squareValue9 = product15 * product15;
          sums[rowParts + (j & LAST_LANE)] += squareValue9;
          sums[rowParts2 + (j & LAST_LANE)] += squareValue9 * ratio15;
        }
        final float phi7 = (float) Sums.take(sums, rowParts);
        final float psi7 = (float) Sums.take(sums, rowParts2);
        final boolean test = rowSum > 1;
        final float lower7 = sum6 > lower6 ? sum6 : lower6;
        final float upper7 = ratio14 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio14))
            : upper6;
        final float sum7 = root7 + phi7 * ((float) Math.sqrt(phi7) - 1) / psi7;
        final float product16 = root7 * psi7;
        final float ratio16 = (product16 + 1 - phi7) / product16;
        final float root8 = (float) Math.sqrt(sum7 > lower7 ? sum7 : lower7)
            * (float) Math.sqrt(ratio16 > 0 ? Math.min(upper7, root7 / (float) Math.sqrt(ratio16))
            : upper7);
        for (int j = 0; j < classes; j++) {
          final float w2Value9 = w2.get(row + j);
          final float preconditioner9 = 1
              / (rootScale * (float) Math.sqrt(secondMoment.get(row + j)) + 1e-8f);
          w2.put(row + j, test ? (w2Value9
              - (stepSize * (firstMoment.get(row + j) * preconditioner9) + decay * w2Value9))
              * (root8 / (root8 + scaledLearningRate * preconditioner9)) : 0);
        }
      }
    }

    /** Computes the sum confidence, the sum crossEntropy (DigitClassifier.java:37, 42). */
    static void computeConfidence2(int from, int to, double[] sums, int at, FloatBuffer logits,
        IntBuffer y, int classes) {
      final int confidence = at;
      final int crossEntropy = at + Sums.LANES;
      final int rowParts = at + 2 * Sums.LANES;
      for (int i = from; i < to; i++) {
        float largest = Float.NEGATIVE_INFINITY;
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          final float logitsValue = logits.get(row + j);
          largest = Math.max(largest, logitsValue);
          sums[confidence + (j & LAST_LANE)] += logitsValue * logitsValue;
        }
        for (int j = 0; j < classes; j++) {
          sums[rowParts + (j & LAST_LANE)] += FloatMath.exp(logits.get(row + j) - largest);
        }
        final float rowSum = (float) Sums.take(sums, rowParts);
        sums[crossEntropy] += largest + FloatMath.log(rowSum)
            - logits.get(i * classes + y.get(i));
      }
    }

    /** Computes the sum w1L1. */
    static void computeW1L1(int from, int to, double[] sums, int at, FloatBuffer w1) {
      final int w1L1 = at;
      for (int i = from; i < to; i++) {
        sums[w1L1 + (i & LAST_LANE)] += Math.abs(w1.get(i));
      }
    }

    /** Computes the sum w2GroupLasso. */
    static void computeW2GroupLasso(int from, int to, double[] sums, int at, FloatBuffer w2,
        int classes) {
      final int w2GroupLasso = at;
      final int rowParts = at + Sums.LANES;
      for (int i = from; i < to; i++) {
        final int row = i * classes;
        for (int j = 0; j < classes; j++) {
          final float w2Value = w2.get(row + j);
          sums[rowParts + (j & LAST_LANE)] += w2Value * w2Value;
        }
        final float rowSum = (float) Sums.take(sums, rowParts);
        sums[w2GroupLasso] += (float) Math.sqrt(rowSum);
      }
    }
  }
}
