package io.tikhonov.runtime.support;

import java.util.function.LongSupplier;

/**
 * Chooses between the two forms of kernels by their speed.
 *
 * <p>Vector code is very slow until it is compiled, and compiling it takes a while; a short run
 * must not pay for that. So a kernel starts in its scalar form; after a while small parts of its
 * launches are computed with vectors, for at most a fifth of the time of the program, to which the
 * kernels under trial have equal rights. That is enough to get them compiled. Once they win against
 * equal parts in scalar form, whole launches use them. Because both forms give the same bits,
 * results do not depend on any of this.
 */
final class KernelForms {

  /** Before a program has run for so long nothing is tried: most short runs end before. */
  static final double EARLY_NANOS = 0.4e9;

  /** The part of the time that may be spent on trying vectors. */
  private static final double SHARE = 0.2;

  /** Time from one launch to the next counts up to here; what is longer is not the program's. */
  private static final double LONGEST_GAP = 20e6;

  /** Time not spent is kept up to here. */
  private static final double MOST_SAVED = 1e9;

  /** How much slower than scalar code vector code is taken to be before the first trial. */
  private static final double SLOWEST = 100;

  /** A trial should take about so long: longer than the clock needs, shorter than a chunk. */
  private static final double TRIAL_NANOS = 10_000;

  /** So many wins in a row are no accident. */
  private static final int WINS = 8;

  /** So many trials without enough wins: some kernels have no gain from vectors. */
  private static final int MOST_TRIALS = 40_000;

  /** How often the speed of a kernel that uses vectors is looked at. */
  private static final int CHECK_INTERVAL = 32;

  /** A kernel this much slower than in scalar form has lost its compiled code. */
  private static final double SLOW = 2;

  private static final int MOST_LOSSES = 3;

  /**
   * Has every launch compute some items with vectors and the others without. Tests set it: results
   * must not depend on where one form ends and the other begins.
   */
  static volatile boolean mixed;

  private final Workers workers;
  private final LongSupplier clock;
  private boolean available;
  private boolean always;
  private boolean vectors;

  /** Kernels that are being tried. */
  private int trying;

  /** The time for trials that each of them has got until now. */
  private double granted;

  private long lastEnd;

  /** How much longer nothing is tried. */
  private double early;

  /**
   * @param early how many nanoseconds pass before anything is tried
   * @param clock in nanoseconds
   */
  KernelForms(Workers workers, double early, LongSupplier clock) {
    this.workers = workers;
    this.early = early;
    this.clock = clock;
  }

  /** Says for which vectors the kernels were written. */
  void offer(VectorApi api, boolean readable) {
    VectorApi.Choice choice = VectorApi.choice();
    available = choice != VectorApi.Choice.OFF && readable && api.isPresent();
    always = choice == VectorApi.Choice.ON;
  }

  /** Whether the part of a kernel that is under way runs with vectors. */
  boolean usesVectors() {
    return vectors;
  }

  /** Runs a kernel. */
  void run(int n, int grain, Kernel kernel) {
    if (isScalar(kernel)) {
      vectors = false;
      workers.run(n, grain, kernel);
    } else if (mixed) {
      runMixed(n, grain, kernel);
    } else if (always) {
      vectors = true;
      workers.run(n, grain, kernel);
    } else if (kernel.fast) {
      runFast(n, grain, kernel);
    } else if (n > 0) {
      runTrying(n, grain, kernel);
    }
  }

  /**
   * Runs two kernels, the second close behind the first, and returns true; returns false and does
   * nothing where they do not run in the same form now, or where one is tried or looked at.
   */
  boolean run(KernelChain chain) {
    Kernel first = chain.first();
    Kernel second = chain.second();
    boolean scalar = isScalar(first) && isScalar(second);
    boolean fast = isFast(first) && isFast(second);
    if (mixed || !(scalar || fast)) {
      return false;
    }
    vectors = fast;
    if (fast && !always) {
      if (isCheckDue(first) || isCheckDue(second)) {
        return false;
      }
      first.launches++;
      second.launches++;
    }
    chain.run(workers);
    return true;
  }

  private boolean isScalar(Kernel kernel) {
    return !available || !kernel.hasVectors() || kernel.hopeless;
  }

  private boolean isFast(Kernel kernel) {
    return !isScalar(kernel) && (always || kernel.fast);
  }

  /** Whether the next launch of a kernel that uses vectors is one whose time is taken. */
  private static boolean isCheckDue(Kernel kernel) {
    return (kernel.launches + 1) % CHECK_INTERVAL == 0;
  }

  private void runMixed(int n, int grain, Kernel kernel) {
    int items = kernel.isDivisible() ? items(kernel, Math.min(n, grain)) : 0;
    if (items > 0) {
      vectors = true;
      kernel.compute(0, 0, items);
    }
    vectors = !kernel.isDivisible();
    kernel.skip(items);
    workers.run(n, grain, kernel);
    kernel.skip(0);
  }

  private void runFast(int n, int grain, Kernel kernel) {
    vectors = true;
    boolean unchecked = !isCheckDue(kernel) || n == 0;
    kernel.launches++;
    if (unchecked) {
      workers.run(n, grain, kernel);
      return;
    }
    long start = clock.getAsLong();
    workers.run(n, grain, kernel);
    double perItem = (clock.getAsLong() - start) / (double) n;
    kernel.losses = perItem > SLOW * kernel.scalarNanosPerItem ? kernel.losses + 1 : 0;
    if (kernel.losses == MOST_LOSSES) {
      kernel.restart();
    }
  }

  private void runTrying(int n, int grain, Kernel kernel) {
    if (!kernel.trying) {
      kernel.trying = true;
      kernel.spent = granted;
      trying++;
    }
    grant();
    int done = kernel.isDivisible() ? tryVectors(n, grain, kernel) : 0;
    boolean whole = !kernel.isDivisible() && isAffordable(kernel, kernel.scalarNanosPerItem * n);
    vectors = whole;
    kernel.skip(done);
    long start = clock.getAsLong();
    try {
      workers.run(n, grain, kernel);
    } finally {
      kernel.skip(0);
    }
    lastEnd = clock.getAsLong();
    double nanos = lastEnd - start;
    grant(nanos);
    if (whole) {
      note(kernel, nanos, kernel.scalarNanosPerItem * n);
    } else if (n > 2 * done) {
      kernel.noteScalar(nanos / (n - done), CHECK_INTERVAL);
    }
    if (kernel.fast || kernel.hopeless) {
      kernel.trying = false;
      trying--;
    }
  }

  /**
   * Shares the time since the last launch of a kernel that is tried; its own is shared after it.
   */
  private void grant() {
    double gap = clock.getAsLong() - lastEnd;
    grant(Math.min(gap, LONGEST_GAP));
  }

  private void grant(double nanos) {
    if (early > 0) {
      early -= nanos;
    } else {
      granted += SHARE * nanos / trying;
    }
  }

  /** Whether a trial may begin that takes so long in scalar form. */
  private boolean isAffordable(Kernel kernel, double scalarNanos) {
    if (scalarNanos <= 0) {
      return false;
    }
    double expected = kernel.trials == 0 ? SLOWEST * scalarNanos : kernel.trialNanos;
    kernel.spent = Math.max(kernel.spent, granted - MOST_SAVED);
    return granted - kernel.spent >= expected;
  }

  /** Computes items in front, with vectors and without in turn; returns how many. */
  private int tryVectors(int n, int grain, Kernel kernel) {
    int done = 0;
    while (done < n && !kernel.fast && !kernel.hopeless) {
      int chunk = done / grain;
      int end = (int) Math.min(n, (chunk + 1L) * grain);
      int items = items(kernel, end - done);
      int tried = items > 0 ? items : end - done;
      if (!isAffordable(kernel, kernel.scalarNanosPerItem * tried)) {
        break;
      }
      if (items > 0) {
        int next = Math.min(end, done + kernel.wholeUnits(2 * items));
        compare(kernel, chunk, done, done + items, chunk, next);
        done = next;
      } else if (done % grain > 0) {
        kernel.compute(chunk, done, end);
        done = end;
      } else if (end < n) {
        // Chunks that are too small to be divided are compared with their neighbours.
        int next = (int) Math.min(n, end + (long) grain);
        compare(kernel, chunk, done, end, chunk + 1, next);
        done = next;
      } else {
        break;
      }
    }
    vectors = false;
    return done;
  }

  /** Computes items with vectors, and those after them without. */
  private void compare(Kernel kernel, int chunk, int from, int middle, int nextChunk, int to) {
    long start = clock.getAsLong();
    vectors = true;
    kernel.compute(chunk, from, middle);
    long between = clock.getAsLong();
    vectors = false;
    kernel.compute(nextChunk, middle, to);
    double scalar = clock.getAsLong() - between;
    double tried = between - start;
    note(kernel, tried, scalar * (middle - from) / (to - middle));
  }

  /** How many items to try; 0 if there are too few for a comparison. */
  private static int items(Kernel kernel, int room) {
    int unit = kernel.unit();
    int units = Math.min(kernel.trialUnits, room / 2 / unit);
    // A few elements beyond whole vectors: what is left over is compiled, too.
    return units == 0 ? 0 : Math.min(units * unit + unit / 5, room - unit);
  }

  private static void note(Kernel kernel, double vectorNanos, double scalarNanos) {
    kernel.spent += vectorNanos;
    kernel.trialNanos = vectorNanos;
    kernel.wins = vectorNanos < scalarNanos ? kernel.wins + 1 : 0;
    kernel.trials++;
    if (vectorNanos < TRIAL_NANOS) {
      kernel.trialUnits = Math.min(kernel.trialUnits * 2, 1 << 20);
    } else if (vectorNanos > 2 * TRIAL_NANOS) {
      kernel.trialUnits = Math.max(1, kernel.trialUnits / 2);
    }
    if (kernel.wins >= WINS) {
      kernel.fast = true;
    } else if (kernel.trials >= MOST_TRIALS) {
      kernel.hopeless = true;
    }
  }
}
