package io.tikhonov.runtime.support;

import java.util.ArrayList;
import java.util.List;

/**
 * What every generated program has: buffers, inputs and engines, which are given back together.
 *
 * <p>A program is used by one thread at a time; {@link ProgramPool} lets several threads share
 * some.
 */
public abstract class Program implements AutoCloseable {

  private final List<AutoCloseable> resources = new ArrayList<>();
  private final Workers workers;
  private final Blas blas;
  private final Lapack lapack;
  private final LineSteps lineSteps;
  private final KernelForms forms;
  private final KernelChain chain = new KernelChain();

  /**
   * Makes the engines.
   *
   * @param threads how many threads kernels use; 0 for the default of {@link Workers#of}
   */
  protected Program(int threads) {
    workers = Workers.of(threads);
    forms = new KernelForms(workers, KernelForms.EARLY_NANOS, System::nanoTime);
    blas = owned(new Blas(workers));
    lapack = owned(new Lapack(blas));
    lineSteps = new LineSteps(workers);
  }

  /** The threads that kernels run on. */
  protected final Workers workers() {
    return workers;
  }

  /** Matrix products. */
  protected final Blas blas() {
    return blas;
  }

  /** Matrix decompositions. */
  protected final Lapack lapack() {
    return lapack;
  }

  /** Steps through lines of arrays, and sums of groups. */
  protected final LineSteps lineSteps() {
    return lineSteps;
  }

  /** Says for which vectors the kernels were written; they run where this runtime has them. */
  protected final void useVectors(VectorApi api) {
    forms.offer(api, VectorApi.isReadBy(getClass().getModule()));
  }

  /** Whether the kernel under way runs with vectors. */
  protected final boolean usesVectors() {
    return forms.usesVectors();
  }

  /**
   * Runs a kernel over {@code n} iterations, split over the threads by how much there is to do.
   *
   * @param work additions, roughly, that one iteration costs
   */
  protected final void launch(int n, long work, Kernel kernel) {
    int grain = kernel.fast ? Workers.vectorGrain(n, work) : Workers.grain(n, work);
    run(n, kernel.wholeUnits(grain), kernel);
  }

  /**
   * Runs a kernel that leaves sums of its parts. The parts are the same in both of its forms,
   * because the sums depend on them.
   */
  protected final void launch(int n, long work, Kernel kernel, Sums sums) {
    int grain = grainOfSums(n, work, kernel);
    sums.clear(Workers.chunks(n, grain));
    run(n, grain, kernel);
  }

  private static int grainOfSums(int n, long work, Kernel kernel) {
    return kernel.wholeUnits(
        kernel.hasVectors() ? Workers.vectorGrain(n, work) : Workers.grain(n, work));
  }

  /**
   * Runs two kernels over the same elements, the second close behind the first: what both touch is
   * still in the processor's cache then. Results are those of one launch after the other.
   *
   * @param n iterations of the first kernel
   * @param work additions, roughly, that one of them costs
   * @param sums of the first kernel, in the parts that its own launch would have
   * @param secondWork additions, roughly, that one iteration of the second kernel costs
   * @param second a kernel without sums
   * @param ratio how many iterations of the second kernel belong to one of the first
   * @param reach iterations of the second kernel have to wait for those of the first to which they
   *     belong, and for so many before and after these
   */
  protected final void launchInTurn(
      int n,
      long work,
      Kernel first,
      Sums sums,
      long secondWork,
      Kernel second,
      int ratio,
      int reach) {
    int grain = grainOfSums(n, work, first);
    sums.clear(Workers.chunks(n, grain));
    runInTurn(n, grain, first, secondWork, second, ratio, reach);
  }

  /** The same where the first kernel has no sums. */
  protected final void launchInTurn(
      int n, long work, Kernel first, long secondWork, Kernel second, int ratio, int reach) {
    int grain =
        first.wholeUnits(first.fast ? Workers.vectorGrain(n, work) : Workers.grain(n, work));
    runInTurn(n, grain, first, secondWork, second, ratio, reach);
  }

  private void runInTurn(
      int n, int grain, Kernel first, long secondWork, Kernel second, int ratio, int reach) {
    chain.set(n, grain, first, second, ratio, reach);
    if (!chain.isWorthwhile(workers) || !runChain(n)) {
      run(n, grain, first);
      launch(n * ratio, secondWork, second);
    }
  }

  private boolean runChain(int n) {
    if (!KernelEvent.PROBE.isEnabled()) {
      return forms.run(chain);
    }
    KernelEvent event = new KernelEvent();
    event.begin();
    boolean done = forms.run(chain);
    event.end();
    if (done && event.shouldCommit()) {
      commit(event, chain.name(), n);
    }
    return done;
  }

  private void commit(KernelEvent event, String name, int n) {
    event.kernel = name;
    event.program = getClass();
    event.iterations = n;
    event.vectors = forms.usesVectors();
    event.commit();
  }

  private void run(int n, int grain, Kernel kernel) {
    if (KernelEvent.PROBE.isEnabled()) {
      runRecorded(n, grain, kernel);
    } else {
      forms.run(n, grain, kernel);
    }
  }

  private void runRecorded(int n, int grain, Kernel kernel) {
    KernelEvent event = new KernelEvent();
    event.begin();
    forms.run(n, grain, kernel);
    event.end();
    if (event.shouldCommit()) {
      commit(event, kernel.name(), n);
    }
  }

  /** A work buffer without elements yet; {@link Memory#ensure} makes room. */
  protected final Floats floats() {
    return owned(new Floats());
  }

  /** A work buffer without elements yet. */
  protected final Doubles doubles() {
    return owned(new Doubles());
  }

  /** A work buffer without elements yet. */
  protected final Ints ints() {
    return owned(new Ints());
  }

  /** Partial sums of a kernel that computes so many reductions. */
  protected final Sums sums(int count) {
    return new Sums(count);
  }

  /** A copy that does not change with its source. */
  protected final Floats copyOf(Floats source) {
    Floats copy = owned(new Floats(source.length()));
    copy.copyFrom(source);
    return copy;
  }

  /** A copy that does not change with its source. */
  protected final Doubles copyOf(Doubles source) {
    Doubles copy = owned(new Doubles(source.length()));
    copy.copyFrom(source);
    return copy;
  }

  /** An input in single precision. */
  protected final FloatInput floatInput(String name, String... dimensions) {
    FloatInput input = owned(new FloatInput(name, dimensions));
    register(input);
    return input;
  }

  /** An input in double precision. */
  protected final DoubleInput doubleInput(String name, String... dimensions) {
    DoubleInput input = owned(new DoubleInput(name, dimensions));
    register(input);
    return input;
  }

  /** An integer input. */
  protected final LabelInput labelInput(String name, String... dimensions) {
    LabelInput input = owned(new LabelInput(name, dimensions));
    register(input);
    return input;
  }

  /** Takes note of an input, in the order of the declaration. */
  void register(Input input) {}

  /** Has a resource closed together with this program. */
  protected final <T extends AutoCloseable> T owned(T resource) {
    resources.add(resource);
    return resource;
  }

  /** Gives all memory back. Closing twice does no harm. */
  @Override
  public void close() {
    RuntimeException failure = null;
    for (int i = resources.size() - 1; i >= 0; i--) {
      try {
        resources.get(i).close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("A resource could not be closed.", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    resources.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
