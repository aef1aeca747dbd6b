package io.tikhonov.runtime.support;

/**
 * A kernel as a program runs it, with what is known about its speed.
 *
 * <p>Many kernels have two forms, one for vectors and one that takes elements one by one. Both give
 * the same bits, so a launch may use either, even both in turn: {@link KernelForms} chooses. Its
 * name is what recordings of Java Flight Recorder show.
 */
public final class Kernel implements Workers.Task {

  private final String name;
  private final Workers.Task task;
  private final boolean hasVectors;
  private final int unit;
  private final boolean divisible;

  /** Items in front that have been computed before the launch. */
  private int done;

  // What KernelForms notes down.
  boolean trying;
  boolean fast;
  boolean hopeless;
  double spent;
  int trials;
  int wins;
  int losses;
  int launches;
  int trialUnits = 1;
  double trialNanos;
  double scalarNanosPerItem;

  private Kernel(String name, Workers.Task task, boolean hasVectors, int unit, boolean divisible) {
    this.name = name;
    this.task = task;
    this.hasVectors = hasVectors;
    this.unit = unit;
    this.divisible = divisible;
  }

  /** A kernel that has no vector form. */
  public static Kernel scalar(String name, Workers.Task task) {
    return new Kernel(name, task, false, 1, true);
  }

  /** A kernel whose items are the rows over which vectors run. */
  public static Kernel ofRows(String name, Workers.Task task) {
    return new Kernel(name, task, true, 1, true);
  }

  /** A kernel whose items are the elements of vectors: parts begin where a vector does. */
  public static Kernel ofElements(String name, Workers.Task task) {
    return new Kernel(name, task, true, Sums.LANES, true);
  }

  /**
   * A kernel whose items are elements of vectors, and which adds them up row by row: the order of
   * the sums changes if a part is divided.
   */
  public static Kernel ofColumns(String name, Workers.Task task) {
    return new Kernel(name, task, true, Sums.LANES, false);
  }

  /** The name of the method that does it, for recordings. */
  String name() {
    return name;
  }

  /** Whether parts may be divided further. */
  boolean isDivisible() {
    return divisible;
  }

  boolean hasVectors() {
    return hasVectors;
  }

  /** Parts of the kernel begin at multiples of this. */
  int unit() {
    return unit;
  }

  /** The next number of items that is a multiple of a unit. */
  int wholeUnits(int items) {
    return (items + unit - 1) / unit * unit;
  }

  /** Takes note of the time for an item in scalar form. */
  void noteScalar(double nanosPerItem, int inertia) {
    double known = scalarNanosPerItem;
    // Follows a faster form at once and a slower one slowly: launches are delayed now and then.
    scalarNanosPerItem =
        known == 0 || nanosPerItem < known
            ? nanosPerItem
            : known + (nanosPerItem - known) / inertia;
  }

  /** Goes back to trials. */
  void restart() {
    fast = false;
    losses = 0;
    wins = 0;
    trialUnits = 1;
  }

  /** Has the launch leave items out that are computed. */
  void skip(int items) {
    done = items;
  }

  /** Does a part in the form that is chosen now. */
  void compute(int chunk, int from, int to) {
    task.run(chunk, from, to);
  }

  @Override
  public void run(int chunk, int from, int to) {
    int first = Math.max(from, done);
    if (first < to) {
      task.run(chunk, first, to);
    }
  }
}
