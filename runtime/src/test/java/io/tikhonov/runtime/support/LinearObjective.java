package io.tikhonov.runtime.support;

import io.tikhonov.runtime.Pass;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear regression by hand, in the form of generated code:
 *
 * <pre>
 * squares = mean((noise(x, 0.01)·w + b − y)²)
 * w/L1    = strength·‖w‖₁, proximal
 * SGD with momentum 0.9 and learning rate 0.05·(1 − t/T)
 * wAverage ← 0.9·wAverage + 0.1·w
 * </pre>
 */
public final class LinearObjective extends GeneratedObjective<LinearObjective.Batch> {

  private static final int W = 0;
  private static final int B = 1;
  private static final int NOISE = 0;
  private static final double MOMENTUM = 0.9;
  private static final double LEARNING_RATE = 0.05;
  private static final double NOISE_DEVIATION = 0.01;
  private static final double DECAY = 0.9;

  public record Batch(INDArray x, INDArray y) {}

  public static final class Builder {
    private long features;
    private long seed;
    private int threads;

    public Builder features(long value) {
      features = value;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder threads(int value) {
      threads = value;
      return this;
    }

    public LinearObjective build() {
      return new LinearObjective(this);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  private final int features;
  private int batch;
  private double strength = 0.01;

  private final Floats w;
  private final Floats b;
  private final Floats wAverage;
  private final Floats wMomentum;
  private final Floats bMomentum;
  private final FloatInput x = floatInput("x", "batch", "features");
  private final FloatInput y = floatInput("y", "batch");

  private final Floats noisy = floats();
  private final Floats residual = floats();
  private final Floats wGradient = floats();
  private final Floats bGradient = floats();
  private final Sums residualSums = sums(2);
  private final Sums wSums = sums(1);

  private double noiseScale;
  private double rate;

  private final Kernel noiseKernel = Kernel.scalar("addNoise", this::addNoise);

  private final Kernel residualKernel = Kernel.scalar("computeResidual", this::computeResidual);

  private final Kernel normKernel = Kernel.scalar("computeNorm", this::computeNorm);

  private final Kernel updateKernel = Kernel.scalar("updateW", this::updateW);

  private LinearObjective(Builder builder) {
    super(
        new Definition(
            "com.example.Linear",
            "linear-1",
            List.of("@Optimizer.SGD(learningRate = 0.05, momentum = 0.9)", "L1 w proximal"),
            List.of(new Definition.Term("squares", true), new Definition.Term("w/L1", false))),
        builder.seed,
        builder.threads);
    features = Checks.dimension("features", builder.features);
    w = parameterFloats("w", Initializers.HE_NORMAL, 1, features, 1);
    b = parameterFloats("b", Initializers.ZEROS, 1);
    wAverage = averageFloats("w/average", w, features, 1);
    wMomentum = slotFloats("w/momentum", features, 1);
    bMomentum = slotFloats("b/momentum");
    hyperparameter("strength", () -> strength, this::strength);
    wGradient.ensure(features);
    bGradient.ensure(1);
  }

  public void strength(double value) {
    strength = value;
  }

  @Override
  protected Batch newBatch(INDArray[] values) {
    return new Batch(values[0], values[1]);
  }

  @Override
  protected void bind(Batch values) {
    int rows = x.size(values.x(), 0);
    y.rank(values.y());
    x.check(values.x(), rows, features);
    y.check(values.y(), rows);
    x.bind(values.x());
    y.bind(values.y());
    if (rows != batch) {
      batch = rows;
      noisy.ensure((long) rows * features);
      residual.ensure(rows);
    }
  }

  private void addNoise(int chunk, int from, int to) {
    FloatBuffer in = x.data();
    FloatBuffer out = noisy.data();
    long key = Randoms.key(seed(), stepIndex(), NOISE);
    for (int i = from; i < to; i++) {
      out.put(i, (float) (in.get(i) + noiseScale * Randoms.normal(key, i)));
    }
  }

  private void computeResidual(int chunk, int from, int to) {
    FloatBuffer r = residual.data();
    FloatBuffer targets = y.data();
    double squares = 0;
    double sum = 0;
    for (int i = from; i < to; i++) {
      float difference = r.get(i) + b.data().get(0) - targets.get(i);
      squares += (double) difference * difference;
      float gradient = 2 * difference / batch;
      sum += gradient;
      r.put(i, gradient);
    }
    residualSums.values()[residualSums.at(chunk)] = squares;
    residualSums.values()[residualSums.at(chunk) + Sums.LANES] = sum;
  }

  private void computeNorm(int chunk, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(w.data().get(i));
    }
    wSums.values()[wSums.at(chunk)] = sum;
  }

  private void updateW(int chunk, int from, int to) {
    FloatBuffer weights = w.data();
    FloatBuffer momentum = wMomentum.data();
    FloatBuffer gradient = wGradient.data();
    FloatBuffer average = wAverage.data();
    float threshold = (float) (rate * strength / (1 - MOMENTUM));
    for (int i = from; i < to; i++) {
      float m = (float) (MOMENTUM * momentum.get(i) + gradient.get(i));
      momentum.put(i, m);
      float moved = (float) (weights.get(i) - rate * m);
      float value = Math.copySign(Math.max(Math.abs(moved) - threshold, 0), moved);
      weights.put(i, value);
      average.put(i, (float) (DECAY * average.get(i) + (1 - DECAY) * value));
    }
  }

  private void forward(double noise) {
    noiseScale = noise;
    launch(batch * features, 16, noiseKernel);
    blas().gemm(false, false, batch, 1, features, noisy, w, residual);
    launch(batch, 1, residualKernel, residualSums);
    launch(features, 1, normKernel, wSums);
    terms[0] = residualSums.total(0) / batch;
    terms[1] = strength * wSums.total(0);
  }

  private void backward() {
    blas().gemm(true, false, features, 1, batch, noisy, residual, wGradient);
    bGradient.data().put(0, (float) residualSums.total(1));
  }

  @Override
  protected void runStep(boolean[] active) {
    prepareAverages();
    forward(NOISE_DEVIATION);
    backward();
    rate = learningRateAt(stepIndex());
    if (active[W]) {
      launch(features, 4, updateKernel);
    }
    if (active[B]) {
      float m = (float) (MOMENTUM * bMomentum.data().get(0) + bGradient.data().get(0));
      bMomentum.data().put(0, m);
      b.data().put(0, (float) (b.data().get(0) - rate * m));
    }
  }

  @Override
  protected void runValue() {
    forward(NOISE_DEVIATION);
  }

  @Override
  protected void runEvaluation() {
    forward(0);
  }

  @Override
  protected void runGradient() {
    forward(NOISE_DEVIATION);
    backward();
  }

  @Override
  protected Memory gradient(int parameter) {
    return parameter == W ? wGradient : bGradient;
  }

  @Override
  protected List<Pass> passes() {
    return List.of();
  }

  @Override
  protected double learningRateAt(long t) {
    return totalSteps() == 0 ? LEARNING_RATE : LEARNING_RATE * (1 - (double) t / totalSteps());
  }
}
