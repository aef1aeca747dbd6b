package io.tikhonov.examples.models;

import io.tikhonov.runtime.GeneratedFrom;
import io.tikhonov.runtime.Pass;
import io.tikhonov.runtime.support.Checks;
import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.DoubleInput;
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
 * The training objective of {@link ImageDenoiser} (ImageDenoiser.java:23), compiled.
 *
 * <pre>
 * minimise
 *       0.5·sum(square(image.minus(noisy)))  fidelity, line 41
 *     + 0.07·‖Δimage‖₁ along all axes        image/TotalVariation, coupled, line 32
 *
 * parameters
 *     name   shape            role    starts as  optimizer  penalties
 *     image  (height, width)  weight  constant   Adam       TotalVariation(lambda = 0.07), coupled
 *
 * step of image
 *     Adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate = 0.02, weightDecay = 0)
 *     1.  η = ½·η₀·(1 + cos πp)
 *     2.  p = min(t/T, 1), T the length of the run
 *     3.  η₀ = 0.02
 *     4.  g = ∂(fidelity + image/TotalVariation)/∂image
 *     5.  m ← 0.9·m + 0.1·g
 *     6.  v ← 0.999·v + 0.001·g²
 *     7.  d = m̂/(√v̂ + 1e-8) with m̂ = m/(1 − 0.9ᵏ), v̂ = v/(1 − 0.999ᵏ)
 *     8.  image ← image − η·d
 *
 * passes over memory in a step; what they move stands in passes()
 *         pass             reads                writes                                    source
 *     1.  computeFidelity  image, noisy, slots  slots, Σ fidelity, Σ imageTotalVariation  lines 24, 42
 *     2.  updateImage      image, slots         image                                     line 24
 * </pre>
 */
@Generated("io.tikhonov.processor.TikhonovProcessor")
@GeneratedFrom(
    model = "io.tikhonov.examples.models.ImageDenoiser",
    compiler = "VERSION",
    fingerprint = "3bc3424021052d1c"
)
public final class ImageDenoiserObjective extends GeneratedObjective<ImageDenoiserObjective.Batch> {
  private static final Definition DEFINITION = new Definition(
      "io.tikhonov.examples.models.ImageDenoiser",
      "3bc3424021052d1c",
      List.of(
          "precision double",
          "parameter image (height, width)",
          "term fidelity = 0.5·sum(square(image.minus(noisy)))",
          "term image/TotalVariation = 0.07·‖Δimage‖₁ along all axes",
          "optimizer of image: Adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate = 0.02, weightDecay = 0)",
          "schedule Cosine()"),
      List.of(
          new Definition.Term("fidelity", true),
          new Definition.Term("image/TotalVariation", true)));

  // -------------------- Sizes

  /** Sizes that the builder sets. */
  private final int height;
  private final int width;

  // -------------------- Parameters, states and slots

  /** Parameter (height, width). */
  private final Doubles image;

  /** Slot image/updates. */
  private final Doubles imageUpdates;

  /** Slot image/firstMoment (height, width). */
  private final Doubles imageFirstMoment;

  /** Slot image/secondMoment (height, width). */
  private final Doubles imageSecondMoment;
  private final DoubleInput noisy = doubleInput("noisy", "height", "width");

  // -------------------- Gradients, for callers and for steps of some parameters

  /** Gradient of image (height, width). */
  private final Doubles gradientOfImage = doubles();

  // -------------------- Predictions

  /** Runs {@code denoised}. */
  private final DenoisedProgram denoisedProgram;

  // -------------------- Numbers for kernels

  /** Set by a program before the kernels that read them. */
  private double stepSize;
  private double rootScale;

  // -------------------- What kernels add up

  /** The sums of a kernel, in parts that do not depend on the number of threads. */
  private final Sums computeFidelitySums = sums(3);
  private final Sums computeFidelity2Sums = sums(3);
  private final Sums computeFidelity3Sums = sums(3);

  // -------------------- Kernels

  /** Each runs a method below that hands it its memory. */
  private final Kernel computeFidelity = Kernel.ofRows("computeFidelity", this::computeFidelity);
  private final Kernel updateImage = Kernel.ofElements("updateImage", this::updateImage);

  private final Kernel updateImageFromGradient = Kernel.ofElements("updateImageFromGradient",
      this::updateImageFromGradient);

  private final Kernel computeFidelity2 = Kernel.ofRows("computeFidelity2", this::computeFidelity2);
  private final Kernel computeFidelity3 = Kernel.ofRows("computeFidelity3", this::computeFidelity3);

  private ImageDenoiserObjective(Builder builder) {
    super(DEFINITION, builder.seed, builder.threads);
    height = Checks.dimension("height", builder.height);
    width = Checks.dimension("width", builder.width);
    image = parameterDoubles("image", Initializers.CONSTANT, 0.5, height, width);
    imageUpdates = slotDoubles("image/updates");
    imageFirstMoment = slotDoubles("image/firstMoment", height, width);
    imageSecondMoment = slotDoubles("image/secondMoment", height, width);
    denoisedProgram = owned(new DenoisedProgram(builder.threads, height, width, image));
  }

  /** Makes room for the work buffers; does nothing if they are large enough. */
  private void allocateGradient() {
    gradientOfImage.ensure((long) height * width);
  }

  /** Starts a new objective. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected Batch newBatch(INDArray[] values) {
    return new Batch(values[0]);
  }

  /** Checks every input, then takes them; nothing changes if one is wrong. */
  @Override
  protected void bind(Batch inputs) {
    noisy.rank(inputs.noisy());
    noisy.check(inputs.noisy(), height, width);
    noisy.bind(inputs.noisy());
  }

  // -------------------- Programs

  /** The training step: all terms, all updates. */
  @Override
  protected void runStep() {
    final double totalSteps = totalSteps();
    final double step = stepIndex();
    final double newUpdates = imageUpdates.data().get(0) + 1;
    rootScale = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates));
    stepSize = (totalSteps > 0 ? (step < totalSteps
        ? 0.01 * (1 + Math.cos(Math.PI * (step / totalSteps))) : 0) : 0.02)
        * (1 / (1 - Math.pow(0.9, newUpdates)));
    // updateImage follows closely, while what both touch is in the cache.
    launchInTurn(height, (long) 38 * width, computeFidelity, computeFidelitySums, 13,
        updateImage, width, 1);
    terms[0] = 0.5 * computeFidelitySums.total(0);
    terms[1] = 0.07 * (computeFidelitySums.total(1) + computeFidelitySums.total(2));
    imageUpdates.data().put(0, newUpdates);
  }

  /** The step of image alone, from its gradient. */
  private void stepImage() {
    final double totalSteps = totalSteps();
    final double step = stepIndex();
    final double newUpdates = imageUpdates.data().get(0) + 1;
    rootScale = 1 / Math.sqrt(1 - Math.pow(0.999, newUpdates));
    stepSize = (totalSteps > 0 ? (step < totalSteps
        ? 0.01 * (1 + Math.cos(Math.PI * (step / totalSteps))) : 0) : 0.02)
        * (1 / (1 - Math.pow(0.9, newUpdates)));
    launch(height * width, 26, updateImageFromGradient);
    imageUpdates.data().put(0, newUpdates);
  }

  /** A step of some parameters: the gradient first, then their updates. */
  @Override
  protected void runStep(boolean[] active) {
    runGradient();
    if (active[0]) {
      stepImage();
    }
  }

  @Override
  protected double learningRateAt(long step) {
    return (double) totalSteps() > 0 ? ((double) step < (double) totalSteps()
        ? 0.01 * (1 + Math.cos(Math.PI * ((double) step / (double) totalSteps()))) : 0) : 0.02;
  }

  /** All terms, in training mode. */
  @Override
  protected void runValue() {
    launch(height, (long) 9 * width, computeFidelity2, computeFidelity2Sums);
    terms[0] = 0.5 * computeFidelity2Sums.total(0);
    terms[1] = 0.07 * (computeFidelity2Sums.total(1) + computeFidelity2Sums.total(2));
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
    launch(height, (long) 26 * width, computeFidelity3, computeFidelity3Sums);
    terms[0] = 0.5 * computeFidelity3Sums.total(0);
    terms[1] = 0.07 * (computeFidelity3Sums.total(1) + computeFidelity3Sums.total(2));
  }

  @Override
  protected Memory gradient(int parameter) {
    return switch (parameter) {
      case 0 -> gradientOfImage;
      default -> throw new IndexOutOfBoundsException(parameter);
    };
  }

  /** What a step does: bytes that it reads and writes, and its operations. */
  @Override
  protected List<Pass> passes() {
    return List.of(
        new Pass("computeFidelity", true, 32L * height * width, 16L * height * width,
            36L * height * width),
        new Pass("updateImage", true, 0, 8L * height * width, 7L * height * width));
  }

  // -------------------- Kernels with their memory

  /** Runs the kernel on its memory. */
  private void computeFidelity(int chunk, int from, int to) {
    Kernels.computeFidelity(
        from, to, computeFidelitySums.values(), computeFidelitySums.at(chunk), image.data(),
        noisy.data(), imageFirstMoment.data(), imageSecondMoment.data(), width, height);
  }

  private void updateImage(int chunk, int from, int to) {
    Kernels.updateImage(
        from, to, image.data(), imageFirstMoment.data(), imageSecondMoment.data(), stepSize,
        rootScale);
  }

  private void updateImageFromGradient(int chunk, int from, int to) {
    Kernels.updateImageFromGradient(
        from, to, imageFirstMoment.data(), gradientOfImage.data(), imageSecondMoment.data(),
        image.data(), stepSize, rootScale);
  }

  private void computeFidelity2(int chunk, int from, int to) {
    Kernels.computeFidelity2(
        from, to, computeFidelity2Sums.values(), computeFidelity2Sums.at(chunk),
        image.data(), noisy.data(), width, height);
  }

  private void computeFidelity3(int chunk, int from, int to) {
    Kernels.computeFidelity3(
        from, to, computeFidelity3Sums.values(), computeFidelity3Sums.at(chunk),
        image.data(), noisy.data(), gradientOfImage.data(), width, height);
  }

  /**
   * Computes {@code denoised}, of shape (height, width), in inference mode; the result is the caller's.
   */
  public INDArray denoised() {
    begin("denoised");
    try {
      return denoisedProgram.run();
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
    private long height;
    private long width;
    private long seed;
    private int threads;

    private Builder() {}

    /** Sets the size of dimension {@code height}. */
    public Builder height(long value) {
      height = value;
      return this;
    }

    /** Sets the size of dimension {@code width}. */
    public Builder width(long value) {
      width = value;
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
    public ImageDenoiserObjective build() {
      return new ImageDenoiserObjective(this);
    }
  }

  /**
   * The inputs of one step.
   *
   * @param noisy (height, width)
   */
  public record Batch(INDArray noisy) {}

  /** An immutable snapshot that predicts; safe to use from several threads. */
  public static final class Predictor extends Program {
    private final ProgramPool<DenoisedProgram> denoisedPrograms;

    private Predictor(ImageDenoiserObjective source) {
      super(source.workers().threads());
      final Doubles image = copyOf(source.image);
      denoisedPrograms = owned(new ProgramPool<>(() -> new DenoisedProgram(source.workers()
          .threads(), source.height, source.width, image)));
    }

    /**
     * Computes {@code denoised}, of shape (height, width), in inference mode; the result is the caller's.
     */
    public INDArray denoised() {
      final DenoisedProgram program = denoisedPrograms.take();
      try {
        return program.run();
      } finally {
        denoisedPrograms.giveBack(program);
      }
    }
  }

  /** {@code denoised} in inference mode, with work buffers of its own. */
  private static final class DenoisedProgram extends Program {
    private final int height;
    private final int width;
    private final Doubles image;
    private final Doubles result = doubles();

    // -------------------- Kernels

    /** Each runs a method below that hands it its memory. */
    private final Kernel computeResult = Kernel.ofElements("computeResult", this::computeResult);

    private DenoisedProgram(int threads, int height, int width, Doubles image) {
      super(threads);
      this.height = height;
      this.width = width;
      this.image = image;
    }

    /** Makes room for the work buffers; does nothing if they are large enough. */
    private void allocateDenoised() {
      result.ensure((long) height * width);
    }

    private INDArray run() {
      allocateDenoised();
      launch(height * width, 1, computeResult);
      return result.toArray(height, width);
    }

    // -------------------- Kernels with their memory

    /** Runs the kernel on its memory. */
    private void computeResult(int chunk, int from, int to) {
      Kernels.computeResult(
          from, to, image.data(), result.data());
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
     * Computes firstMoment, secondMoment, the sum fidelity, the sum imageTotalVariation, the sum imageTotalVariation (ImageDenoiser.java:24, 42).
     */
    static void computeFidelity(int from, int to, double[] sums, int at, DoubleBuffer image,
        DoubleBuffer noisy, DoubleBuffer firstMoment, DoubleBuffer secondMoment, int width,
        int height) {
      final int fidelity = at;
      final int imageTotalVariation = at + Sums.LANES;
      final int imageTotalVariation2 = at + 2 * Sums.LANES;
      for (int i = from; i < to; i++) {
        final int row = i * width;
        final int row2 = i * width + width;
        final int row3 = i * width + 1;
        final int row4 = i * width - 1;
        final int row5 = i * width - width;
        for (int j = 0; j < width; j++) {
          final double imageValue = image.get(row + j);
          final double difference = imageValue - noisy.get(row + j);
          final double firstMomentValue = firstMoment.get(row + j);
          final double imageGradient = (width >= j + 2
              ? -(0.07 * Math.signum(image.get(row3 + j) - imageValue)) : 0)
              + (j >= 1 ? 0.07 * Math.signum(imageValue - image.get(row4 + j)) : 0)
              + (height >= i + 2 ? -(0.07 * Math.signum(image.get(row2 + j) - imageValue)) : 0)
              + (i >= 1 ? 0.07 * Math.signum(imageValue - image.get(row5 + j)) : 0) + difference;
          final double secondMomentValue = secondMoment.get(row + j);
          sums[fidelity + (j & LAST_LANE)] += difference * difference;
          sums[imageTotalVariation + (j & LAST_LANE)] += height >= i + 2
              ? Math.abs(image.get(row2 + j) - imageValue) : 0;
          sums[imageTotalVariation2 + (j & LAST_LANE)] += width >= j + 2
              ? Math.abs(image.get(row3 + j) - imageValue) : 0;
          firstMoment.put(row + j, firstMomentValue
              + 0.09999999999999998 * (imageGradient - firstMomentValue) + 1.0507614211323843e-286
              - 1.0507614211323843e-286);
          secondMoment.put(row + j, 0.999 * secondMomentValue
              + 0.0010000000000000009 * (imageGradient * imageGradient) + 1.0507614211323843e-286
              - 1.0507614211323843e-286);
        }
      }
    }

    /** Computes image (ImageDenoiser.java:24). */
    static void updateImage(int from, int to, DoubleBuffer image, DoubleBuffer firstMoment,
        DoubleBuffer secondMoment, double stepSize, double rootScale) {
      for (int i = from; i < to; i++) {
        final double imageValue = image.get(i);
        image.put(i, imageValue - stepSize
            * (firstMoment.get(i) * (1 / (rootScale * Math.sqrt(secondMoment.get(i)) + 1e-8))));
      }
    }

    /** Computes firstMoment, secondMoment, image (ImageDenoiser.java:24). */
    static void updateImageFromGradient(int from, int to, DoubleBuffer firstMoment,
        DoubleBuffer gradientOfImage, DoubleBuffer secondMoment, DoubleBuffer image,
        double stepSize, double rootScale) {
      for (int i = from; i < to; i++) {
        final double firstMomentValue = firstMoment.get(i);
        final double gradientOfImageValue = gradientOfImage.get(i);
        final double newFirstMoment = firstMomentValue
            + 0.09999999999999998 * (gradientOfImageValue - firstMomentValue)
            + 1.0507614211323843e-286 - 1.0507614211323843e-286;
        final double secondMomentValue = secondMoment.get(i);
        final double newSecondMoment = 0.999 * secondMomentValue
            + 0.0010000000000000009 * (gradientOfImageValue * gradientOfImageValue)
            + 1.0507614211323843e-286 - 1.0507614211323843e-286;
        final double imageValue = image.get(i);
        firstMoment.put(i, newFirstMoment);
        secondMoment.put(i, newSecondMoment);
        image.put(i, imageValue - stepSize
            * (newFirstMoment * (1 / (rootScale * Math.sqrt(newSecondMoment) + 1e-8))));
      }
    }

    /**
     * Computes the sum fidelity, the sum imageTotalVariation, the sum imageTotalVariation (ImageDenoiser.java:42).
     */
    static void computeFidelity2(int from, int to, double[] sums, int at, DoubleBuffer image,
        DoubleBuffer noisy, int width, int height) {
      final int fidelity = at;
      final int imageTotalVariation = at + Sums.LANES;
      final int imageTotalVariation2 = at + 2 * Sums.LANES;
      for (int i = from; i < to; i++) {
        final int row = i * width;
        final int row2 = i * width + width;
        final int row3 = i * width + 1;
        for (int j = 0; j < width; j++) {
          final double imageValue = image.get(row + j);
          final double difference = imageValue - noisy.get(row + j);
          sums[fidelity + (j & LAST_LANE)] += difference * difference;
          sums[imageTotalVariation + (j & LAST_LANE)] += height >= i + 2
              ? Math.abs(image.get(row2 + j) - imageValue) : 0;
          sums[imageTotalVariation2 + (j & LAST_LANE)] += width >= j + 2
              ? Math.abs(image.get(row3 + j) - imageValue) : 0;
        }
      }
    }

    /**
     * Computes gradientOfImage, the sum fidelity, the sum imageTotalVariation, the sum imageTotalVariation (ImageDenoiser.java:42).
     */
    static void computeFidelity3(int from, int to, double[] sums, int at, DoubleBuffer image,
        DoubleBuffer noisy, DoubleBuffer gradientOfImage, int width, int height) {
      final int fidelity = at;
      final int imageTotalVariation = at + Sums.LANES;
      final int imageTotalVariation2 = at + 2 * Sums.LANES;
      for (int i = from; i < to; i++) {
        final int row = i * width;
        final int row2 = i * width + width;
        final int row3 = i * width + 1;
        final int row4 = i * width - 1;
        final int row5 = i * width - width;
        for (int j = 0; j < width; j++) {
          final double imageValue = image.get(row + j);
          final double difference = imageValue - noisy.get(row + j);
          sums[fidelity + (j & LAST_LANE)] += difference * difference;
          sums[imageTotalVariation + (j & LAST_LANE)] += height >= i + 2
              ? Math.abs(image.get(row2 + j) - imageValue) : 0;
          sums[imageTotalVariation2 + (j & LAST_LANE)] += width >= j + 2
              ? Math.abs(image.get(row3 + j) - imageValue) : 0;
          gradientOfImage.put(row + j, (width >= j + 2
              ? -(0.07 * Math.signum(image.get(row3 + j) - imageValue)) : 0)
              + (j >= 1 ? 0.07 * Math.signum(imageValue - image.get(row4 + j)) : 0)
              + (height >= i + 2 ? -(0.07 * Math.signum(image.get(row2 + j) - imageValue)) : 0)
              + (i >= 1 ? 0.07 * Math.signum(imageValue - image.get(row5 + j)) : 0) + difference);
        }
      }
    }

    /** Computes result. */
    static void computeResult(int from, int to, DoubleBuffer image, DoubleBuffer result) {
      for (int i = from; i < to; i++) {
        result.put(i, image.get(i));
      }
    }
  }
}
