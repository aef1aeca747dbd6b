package io.tikhonov.runtime.support;

/**
 * Chooses between the two forms of kernels by their speed.
 *
 * <p>Vector code is very slow until it is compiled, and compiling it takes a while; a short run
 * must not pay for that. So a kernel starts in its scalar form, and small parts of its launches are
 * computed with vectors, for at most a fifth of the time. That is enough to get them compiled. Once
 * they win against equal parts in scalar form, whole launches use them. Because both forms give the
 * same bits, results do not depend on any of this.
 */
final class KernelForms {

  /** The part of the time that may be spent on trying vectors. */
  private static final double SHARE = 0.2;

  /** Time not spent is kept up to here. */
  private static final double MOST_CREDIT = 1e9;

  /** How much slower than compiled scalar code vector code may be at first. */
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

  private final Workers workers;
  private boolean available;
  private boolean always;
  private boolean vectors;
  private double credit;

  KernelForms(Workers workers) {
    this.workers = workers;
  }

  /** Says for which vectors the kernels were written. */
  void offer(VectorApi api) {
    VectorApi.Choice choice = VectorApi.choice();
    available = choice != VectorApi.Choice.OFF && api.isPresent();
    always = choice == VectorApi.Choice.ON;
  }

  /** Whether the part of a kernel that is under way runs with vectors. */
  boolean usesVectors() {
    return vectors;
  }

  /** Runs a kernel. */
  void run(int n, int grain, Kernel kernel) {
    if (!available || !kernel.hasVectors() || kernel.hopeless) {
      vectors = false;
      workers.run(n, grain, kernel);
    } else if (always) {
      vectors = true;
      workers.run(n, grain, kernel);
    } else if (kernel.fast) {
      runFast(n, grain, kernel);
    } else {
      runTrying(n, grain, kernel);
    }
  }

  private void runFast(int n, int grain, Kernel kernel) {
    vectors = true;
    if (++kernel.launches % CHECK_INTERVAL != 0) {
      workers.run(n, grain, kernel);
      return;
    }
    long start = System.nanoTime();
    workers.run(n, grain, kernel);
    double perItem = (System.nanoTime() - start) / (double) n;
    kernel.losses = perItem > SLOW * kernel.scalarNanosPerItem ? kernel.losses + 1 : 0;
    if (kernel.losses == MOST_LOSSES) {
      kernel.fast = false;
      kernel.losses = 0;
      kernel.wins = 0;
      kernel.trialUnits = 1;
    }
  }

  private void runTrying(int n, int grain, Kernel kernel) {
    if (!kernel.isDivisible()) {
      tryWhole(n, grain, kernel);
      return;
    }
    int done = tryVectors(n, grain, kernel);
    vectors = false;
    kernel.skip(done);
    long start = System.nanoTime();
    try {
      workers.run(n, grain, kernel);
    } finally {
      kernel.skip(0);
    }
    double nanos = System.nanoTime() - start;
    noteScalar(kernel, n > 2 * done ? n - done : 0, nanos);
  }

  private void noteScalar(Kernel kernel, int items, double nanos) {
    credit = Math.min(MOST_CREDIT, credit + SHARE * nanos);
    if (items > 0) {
      double perItem = nanos / items;
      double known = kernel.scalarNanosPerItem;
      // Follows a faster form at once and a slower one slowly: launches are delayed now and then.
      kernel.scalarNanosPerItem =
          known == 0 || perItem < known ? perItem : known + (perItem - known) / CHECK_INTERVAL;
    }
  }

  /** A launch in one of the forms. */
  private void tryWhole(int n, int grain, Kernel kernel) {
    double scalar = kernel.scalarNanosPerItem * n;
    double expected = kernel.trials == 0 ? SLOWEST * scalar : kernel.trialNanos;
    vectors = scalar > 0 && credit >= expected;
    long start = System.nanoTime();
    workers.run(n, grain, kernel);
    double nanos = System.nanoTime() - start;
    if (vectors) {
      note(kernel, nanos, scalar);
    } else {
      noteScalar(kernel, n, nanos);
    }
  }

  /** Computes items in front, with vectors and without in turn; returns how many. */
  private int tryVectors(int n, int grain, Kernel kernel) {
    int done = 0;
    while (done < n && !kernel.fast && !kernel.hopeless && credit >= kernel.trialNanos) {
      int chunk = done / grain;
      int end = (int) Math.min(n, (chunk + 1L) * grain);
      int items = items(kernel, end - done);
      if (items > 0) {
        done = compare(kernel, chunk, done, items, end);
      } else if (done % grain > 0) {
        kernel.compute(chunk, done, end);
        done = end;
      } else {
        break;
      }
    }
    return done;
  }

  /** Computes items with vectors, then about as many without; returns the item after them. */
  private int compare(Kernel kernel, int chunk, int from, int items, int end) {
    int next = Math.min(end, from + kernel.wholeUnits(2 * items));
    long start = System.nanoTime();
    vectors = true;
    kernel.compute(chunk, from, from + items);
    long middle = System.nanoTime();
    vectors = false;
    kernel.compute(chunk, from + items, next);
    double scalar = System.nanoTime() - middle;
    double tried = middle - start;
    note(kernel, tried, scalar * items / (next - from - items));
    return next;
  }

  /** How many items to try; 0 if there are too few for a comparison. */
  private static int items(Kernel kernel, int room) {
    int unit = kernel.unit();
    int units = Math.min(kernel.trialUnits, room / 2 / unit);
    // A few elements beyond whole vectors: what is left over is compiled, too.
    return units == 0 ? 0 : Math.min(units * unit + unit / 5, room - unit);
  }

  private void note(Kernel kernel, double vectorNanos, double scalarNanos) {
    credit -= vectorNanos;
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
