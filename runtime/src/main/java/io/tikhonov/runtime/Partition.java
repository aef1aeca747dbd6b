package io.tikhonov.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Row numbers in two parts: one to learn from, and the rest. */
final class Partition {
  private final int[] train;
  private final int[] test;

  private Partition(int[] train, int[] test) {
    this.train = train;
    this.test = test;
  }

  int[] train() {
    return train;
  }

  int[] test() {
    return test;
  }

  /** A seeded draw of a share of the rows. */
  static Partition split(int size, long seed, double fraction) {
    int first = first(size, fraction);
    int[] order = shuffled(size, seed);
    return new Partition(
        Arrays.copyOfRange(order, 0, first), Arrays.copyOfRange(order, first, size));
  }

  /** A seeded draw of the same share of every class. */
  static Partition stratifiedSplit(double[] classes, long seed, double fraction) {
    int first = first(classes.length, fraction);
    Map<Double, Integer> left = quotas(counts(classes, 2, "both parts"), first, fraction);
    boolean[] isTrain = new boolean[classes.length];
    int[] order = shuffled(classes.length, seed);
    for (int row : order) {
      isTrain[row] = left.merge(classes[row], -1, Integer::sum) >= 0;
    }
    return parts(order, isTrain);
  }

  /**
   * Rows of each class that go to the first part: the nearest numbers with the right total (largest
   * remainders), and at least one in either part.
   */
  private static Map<Double, Integer> quotas(
      Map<Double, Integer> counts, int total, double fraction) {
    Map<Double, Integer> quotas = new TreeMap<>();
    counts.forEach(
        (name, count) ->
            quotas.put(name, Math.min(count - 1, Math.max(1, (int) (fraction * count)))));
    int rest = total - quotas.values().stream().mapToInt(Integer::intValue).sum();
    while (rest != 0) {
      int step = Integer.signum(rest);
      Double best = null;
      double most = Double.NEGATIVE_INFINITY;
      for (Map.Entry<Double, Integer> quota : quotas.entrySet()) {
        int count = counts.get(quota.getKey());
        int next = quota.getValue() + step;
        double missing = step * (fraction * count - quota.getValue());
        if (next >= 1 && next < count && missing > most) {
          best = quota.getKey();
          most = missing;
        }
      }
      if (best == null) {
        break; // so few rows that one for every class leaves no choice
      }
      quotas.merge(best, step, Integer::sum);
      rest -= step;
    }
    return quotas;
  }

  /** Parts of equal size, each once the test part. */
  static List<Partition> folds(int size, long seed, int number) {
    requireFolds(number, size, "rows");
    int[] order = shuffled(size, seed);
    int[] fold = new int[size];
    for (int i = 0; i < size; i++) {
      fold[order[i]] = i % number;
    }
    return folds(order, fold, number);
  }

  /** Parts with the same number of rows of every class, each once the test part. */
  static List<Partition> stratifiedFolds(double[] classes, long seed, int number) {
    requireFolds(number, classes.length, "rows");
    int[] order = shuffled(classes.length, seed);
    int[] fold = new int[classes.length];
    // Dealt out class by class without a new beginning, so that the parts are of equal size, too.
    int next = 0;
    for (double name : counts(classes, number, "every fold").keySet()) {
      for (int row : order) {
        if (Double.compare(classes[row], name) == 0) {
          fold[row] = next++ % number;
        }
      }
    }
    return folds(order, fold, number);
  }

  private static List<Partition> folds(int[] order, int[] fold, int number) {
    List<Partition> folds = new ArrayList<>();
    for (int test = 0; test < number; test++) {
      boolean[] isTrain = new boolean[order.length];
      for (int row = 0; row < order.length; row++) {
        isTrain[row] = fold[row] != test;
      }
      folds.add(parts(order, isTrain));
    }
    return folds;
  }

  private static Partition parts(int[] order, boolean[] isTrain) {
    return new Partition(
        Arrays.stream(order).filter(row -> isTrain[row]).toArray(),
        Arrays.stream(order).filter(row -> !isTrain[row]).toArray());
  }

  private static Map<Double, Integer> counts(double[] classes, int least, String where) {
    Map<Double, Integer> counts = new TreeMap<>();
    for (double name : classes) {
      counts.merge(name, 1, Integer::sum);
    }
    counts.forEach(
        (name, count) -> {
          if (count < least) {
            throw new IllegalArgumentException(
                "Class %s has %d of %d rows and cannot be in %s. Leave its rows out, or divide without regard to classes."
                    .formatted(shown(name), count, classes.length, where));
          }
        });
    return counts;
  }

  private static String shown(double name) {
    return name == Math.rint(name) ? Long.toString((long) name) : Double.toString(name);
  }

  private static void requireFolds(int number, int size, String what) {
    if (number < 2 || number > size) {
      throw new IllegalArgumentException(
          "There can be from 2 to %d folds of %d %s, not %d.".formatted(size, size, what, number));
    }
  }

  private static int first(int size, double fraction) {
    int first = (int) Math.round(fraction * size);
    if (!(fraction > 0 && fraction < 1) || first == 0 || first == size) {
      throw new IllegalArgumentException(
          "A split of %d rows at %s leaves a part empty; the fraction must lie between 0 and 1."
              .formatted(size, fraction));
    }
    return first;
  }

  private static int[] shuffled(int size, long seed) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    Shuffle.shuffle(order, seed, 0);
    return order;
  }
}
