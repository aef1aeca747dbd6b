package io.tikhonov.benchmarks.shared;

import io.tikhonov.benchmarks.shared.Problem.Values;
import java.util.List;

/** Makes the numbers of each problem from its work and size alone. */
public final class Problems {

  /** Rows of the matrix under the group lasso. */
  public static final int GROUP_LENGTH = 1000;

  private static final int LINEAR_BATCH = 256;
  private static final int CLASSES = 10;
  private static final int TOKENS = 64;
  private static final int WIDTH = 128;
  private static final int CHANNELS = 16;

  private final Numbers numbers = new Numbers(20_260_101);

  private Problems() {}

  /** The problem of a work in a size. */
  public static Problem of(Work work, long size) {
    Problems problems = new Problems();
    return switch (work) {
      case UPDATE_SGD,
          UPDATE_ADAMW,
          UPDATE_PROXIMAL,
          UPDATE_EUCLIDEAN,
          UPDATE_COUPLED,
          PENALTIES_1,
          PENALTIES_2,
          PENALTIES_3,
          PENALTIES_4,
          PENALTIES_5 ->
          problems.update(size);
      case UPDATE_GROUPS -> problems.update(size / GROUP_LENGTH, GROUP_LENGTH);
      case MLP, MLP_PENALIZED -> problems.perceptron(size, 784, 512, 256, CLASSES);
      case TABULAR -> problems.perceptron(size, 30, 64, 64, 2);
      case LINEAR -> problems.linear(size);
      case IMAGE -> problems.image(size);
      case ATTENTION -> problems.attention(size);
      case CONVOLUTION -> problems.convolution(size);
    };
  }

  private Problem update(long... shape) {
    return new Problem(List.of(normal("w", 0.05, shape)), List.of(normal("g", 0.01, shape)));
  }

  private Problem perceptron(long batch, int features, int hidden, int narrow, int classes) {
    return new Problem(
        List.of(
            weights("w1", features, hidden),
            normal("b1", 0.01, hidden),
            weights("w2", hidden, narrow),
            normal("b2", 0.01, narrow),
            weights("w3", narrow, classes),
            normal("b3", 0.01, classes)),
        List.of(uniform("x", batch, features), labels("y", batch, classes)));
  }

  private Problem linear(long features) {
    Values x = normal("x", 1, LINEAR_BATCH, features);
    int[] classes = numbers.labels(LINEAR_BATCH, 2);
    float[] outcome = new float[LINEAR_BATCH];
    for (int i = 0; i < outcome.length; i++) {
      outcome[i] = classes[i];
    }
    return new Problem(
        List.of(normal("w", 1e-3, features), normal("b", 0.01)),
        List.of(x, new Values("outcome", new long[] {LINEAR_BATCH}, outcome, null)));
  }

  private Problem image(long side) {
    return new Problem(
        List.of(uniform("image", side, side)), List.of(uniform("noisy", side, side)));
  }

  private Problem attention(long batch) {
    return new Problem(
        List.of(
            weights("query", WIDTH, WIDTH),
            weights("key", WIDTH, WIDTH),
            weights("value", WIDTH, WIDTH),
            normal("gain", 1, WIDTH),
            normal("shift", 0.01, WIDTH),
            weights("output", WIDTH, CLASSES)),
        List.of(normal("tokens", 1, batch, TOKENS, WIDTH), labels("y", batch, CLASSES)));
  }

  private Problem convolution(long batch) {
    return new Problem(
        List.of(
            normal("kernel", 0.3, CHANNELS, 1, 3, 3),
            normal("bias", 0.01, CHANNELS),
            weights("weights", 26 * 26 * CHANNELS, CLASSES),
            normal("shift", 0.01, CLASSES)),
        List.of(uniform("image", batch, 1, 28, 28), labels("y", batch, CLASSES)));
  }

  /** A matrix that keeps the size of what it multiplies (He et al., 2015). */
  private Values weights(String name, long rows, long columns) {
    return normal(name, Math.sqrt(2.0 / rows), rows, columns);
  }

  private Values normal(String name, double deviation, long... shape) {
    return new Values(name, shape, numbers.normal(count(shape), deviation), null);
  }

  private Values uniform(String name, long... shape) {
    return new Values(name, shape, numbers.uniform(count(shape)), null);
  }

  private Values labels(String name, long count, int classes) {
    return new Values(name, new long[] {count}, null, numbers.labels(count, classes));
  }

  private static long count(long... shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return count;
  }
}
