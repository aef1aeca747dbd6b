package io.tikhonov.processor;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;

/**
 * Random cases for property tests. The seeds are fixed, so every run sees the same cases; a failure
 * names its seed, and {@code -Dcases.seed=...} runs that case alone.
 */
public final class Cases {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final RandomGenerator random;

  private Cases(long seed) {
    this.random = GENERATORS.create(seed);
  }

  /** A property of one random case; it throws if it does not hold. */
  @FunctionalInterface
  public interface Property {
    void check(Cases random);
  }

  /** Checks a property for so many cases. */
  public static void check(int count, Property property) {
    Long single = Long.getLong("cases.seed");
    long first = single != null ? single : 1;
    long last = single != null ? single : count;
    for (long seed = first; seed <= last; seed++) {
      try {
        property.check(new Cases(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "failed for seed %d (-Dcases.seed=%d runs it alone): %s"
                .formatted(seed, seed, failure.getMessage()),
            failure);
      }
    }
  }

  /** An integer from {@code from} to {@code to}, both included. */
  public int between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  public double uniform(double from, double to) {
    return random.nextDouble(from, to);
  }

  /** A positive number whose logarithm is uniform. */
  public double logUniform(double from, double to) {
    return Math.exp(uniform(Math.log(from), Math.log(to)));
  }

  public double normal() {
    return random.nextGaussian();
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public double[] normals(int length) {
    return DoubleStream.generate(this::normal).limit(length).toArray();
  }

  public double[] logUniforms(int length, double from, double to) {
    return DoubleStream.generate(() -> logUniform(from, to)).limit(length).toArray();
  }
}
