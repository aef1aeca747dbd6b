package io.tikhonov.runtime.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that run the chunks of a kernel.
 *
 * <p>A range of {@code n} items is cut into chunks whose bounds depend on {@code n} and the grain
 * alone. Which thread takes which chunk varies, so a task must write to places that its chunk owns;
 * then results are the same bits for every number of threads. The calling thread takes chunks, too.
 * A call from inside a task, and a call while another thread's call is under way, runs in the
 * caller alone. Calls do not allocate.
 *
 * <p>Idle threads spin for some microseconds, because the next kernel of a step usually follows at
 * once, stay awake for a millisecond, in which the next step may come, and then sleep. All of them
 * are daemons.
 */
public final class Workers {

  /** The work of one chunk. */
  @FunctionalInterface
  public interface Task {

    /**
     * Does the items {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param chunk number of the chunk, from 0
     */
    void run(int chunk, int from, int to);
  }

  /** Name of the system property that sets the default number of threads. */
  public static final String THREADS_PROPERTY = "tikhonov.threads";

  private static final int MAX_THREADS = 1024;

  /** Elementary operations that are worth waking a thread for. */
  static final int WORK_PER_CHUNK = 16_384;

  /** Handing out a chunk costs as much as some hundred additions. */
  private static final int MOST_CHUNKS = 1024;

  private static final int VECTOR_SPEEDUP = 8;

  /** The usual time to the next kernel of a step. */
  private static final long SPIN_NANOS = 30_000;

  /**
   * The usual time to the next step. Waking a sleeping thread takes tens of microseconds, and the
   * system may wake it on the caller's own processor. Up to here a thread lets others run in its
   * place, but does not sleep.
   */
  private static final long AWAKE_NANOS = 1_000_000;

  private static final int SPINS_PER_CLOCK_READ = 32;

  /** A chunk number that no call reaches. */
  private static final long CLOSED = Integer.MAX_VALUE;

  private static final Map<Integer, Workers> POOLS = new ConcurrentHashMap<>();

  private static final VarHandle BUSY;
  private static final VarHandle STATE;
  private static final VarHandle DONE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BUSY = lookup.findVarHandle(Workers.class, "busy", boolean.class);
      STATE = lookup.findVarHandle(Workers.class, "state", long.class);
      DONE = lookup.findVarHandle(Workers.class, "done", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Has callers without helpers take the last chunk first. Tests set it: a kernel whose chunks
   * depend on each other then fails every time, and not only when threads happen to overtake.
   */
  static volatile boolean lastChunkFirst;

  /** Tests make it less, so that small arrays have several chunks, too. */
  static volatile int workPerChunk = WORK_PER_CHUNK;

  private final Helper[] helpers;

  /** Whether a call uses the threads now. */
  @SuppressWarnings("unused") // through BUSY
  private volatile boolean busy;

  /**
   * Number of the call in the upper half, the next chunk that nobody has taken in the lower half,
   * {@link #CLOSED} between calls. Taking a chunk is a compare-and-set of both, so a thread that
   * wakes up late can never take a chunk of another call than the one whose fields it has read.
   */
  private volatile long state = CLOSED;

  /** Chunks of this call that are finished. */
  @SuppressWarnings("unused") // through DONE
  private volatile int done;

  // The call under way. Written only while the state is closed.
  private volatile Task task;
  private volatile int items;
  private volatile int grainSize;
  private volatile int chunkCount;

  private volatile Thread waitingCaller;
  private Throwable failure;
  private int failedChunk;

  private Workers(int threads) {
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
      helpers[i].start();
    }
  }

  /**
   * The threads shared by everyone who asks for this number.
   *
   * @param threads how many threads work together, the caller included; 0 for the system property
   *     {@code tikhonov.threads} or, without it, the number of processors
   * @throws IllegalArgumentException if the number is negative or above 1024
   */
  public static Workers of(int threads) {
    int number = threads == 0 ? defaultThreads() : threads;
    if (number < 1 || number > MAX_THREADS) {
      throw new IllegalArgumentException(
          "The number of threads must be 1 to "
              + MAX_THREADS
              + ", or 0 for the default, not "
              + number
              + ".");
    }
    return POOLS.computeIfAbsent(number, Workers::new);
  }

  private static int defaultThreads() {
    String property = System.getProperty(THREADS_PROPERTY);
    if (property == null) {
      return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    }
    try {
      int number = Integer.parseInt(property.trim());
      if (number >= 1 && number <= MAX_THREADS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, together with numbers out of range.
    }
    throw new IllegalArgumentException(
        "The system property "
            + THREADS_PROPERTY
            + " must be a number from 1 to "
            + MAX_THREADS
            + ", not \""
            + property
            + "\".");
  }

  /** The number of threads that work together, the caller included. */
  public int threads() {
    return helpers.length + 1;
  }

  /** The number of chunks of a range: ⌈n / grain⌉. */
  public static int chunks(int n, int grain) {
    if (n < 0 || grain < 1) {
      throw new IllegalArgumentException(
          "A range has at least 0 items and a grain of at least 1, not "
              + n
              + " and "
              + grain
              + ".");
    }
    return (int) (((long) n + grain - 1) / grain);
  }

  /** The number of items in a chunk that make threads worth while. */
  public static int grain(long workPerItem) {
    return (int) Math.max(1, workPerChunk / Math.max(1, workPerItem));
  }

  /** The same for a range of so many items, which gets no more chunks than keep threads busy. */
  static int grain(int n, long workPerItem) {
    return Math.max(grain(workPerItem), (int) (((long) n + MOST_CHUNKS - 1) / MOST_CHUNKS));
  }

  /** The same for vectors: more items. */
  static int vectorGrain(int n, long workPerItem) {
    return grain(n, Math.max(1, workPerItem / VECTOR_SPEEDUP));
  }

  /**
   * Runs a task over all chunks of a range and returns when they are finished.
   *
   * @param n the number of items; 0 does nothing
   * @param grain items per chunk, the last chunk may have fewer
   * @throws RuntimeException the exception of a task, that of the first chunk that failed; the
   *     other chunks may or may not have run
   */
  public void run(int n, int grain, Task work) {
    int count = chunks(n, grain);
    if (count <= 1 || helpers.length == 0 || !BUSY.compareAndSet(this, false, true)) {
      runInline(n, grain, count, work);
      return;
    }
    try {
      runShared(n, grain, count, work);
    } finally {
      state = state >>> 32 << 32 | CLOSED;
      task = null;
      busy = false;
    }
  }

  private static void runInline(int n, int grain, int count, Task work) {
    boolean backwards = lastChunkFirst;
    for (int i = 0; i < count; i++) {
      int chunk = backwards ? count - 1 - i : i;
      int from = chunk * grain;
      work.run(chunk, from, Math.min(n - from, grain) + from);
    }
  }

  private void runShared(int n, int grain, int count, Task work) {
    task = work;
    items = n;
    grainSize = grain;
    chunkCount = count;
    failure = null;
    done = 0;
    state = ((state >>> 32) + 1) << 32;
    int wanted = Math.min(helpers.length, count - 1);
    for (int i = 0; i < wanted; i++) {
      helpers[i].wake();
    }
    takeChunks();
    awaitOthers(count);
    if (failure != null) {
      Throwable thrown = failure;
      failure = null;
      rethrow(thrown);
    }
  }

  /** Takes chunks of the current call until none is left, and returns the number of the call. */
  private long takeChunks() {
    while (true) {
      long now = state;
      Task work = task;
      int n = items;
      int grain = grainSize;
      int count = chunkCount;
      int chunk = (int) now;
      if (chunk >= count) {
        return now >>> 32;
      }
      // The fields read above belong to this call if the state is still the same.
      if (STATE.compareAndSet(this, now, now + 1)) {
        int from = chunk * grain;
        try {
          work.run(chunk, from, Math.min(n - from, grain) + from);
        } catch (Throwable e) {
          fail(chunk, e);
        }
        finish(count);
      }
    }
  }

  private void finish(int count) {
    if ((int) DONE.getAndAdd(this, 1) + 1 == count) {
      Thread caller = waitingCaller;
      if (caller != null) {
        LockSupport.unpark(caller);
      }
    }
  }

  private synchronized void fail(int chunk, Throwable e) {
    if (failure == null || chunk < failedChunk) {
      failure = e;
      failedChunk = chunk;
    }
  }

  private void awaitOthers(int count) {
    if (done == count) {
      return;
    }
    long start = System.nanoTime();
    boolean interrupted = false;
    for (int round = 1; done != count; round++) {
      if (!waitAwake(round, start)) {
        waitingCaller = Thread.currentThread();
        if (done != count) {
          LockSupport.park(this);
          // An interrupt would make park return at once; it is given back when the work is done.
          interrupted |= Thread.interrupted();
        }
        waitingCaller = null;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a moment without sleeping; returns false if that has been tried for long enough. */
  @SuppressWarnings("ThreadPriorityCheck") // only how long it waits depends on the scheduler
  private static boolean waitAwake(int round, long start) {
    if (round % SPINS_PER_CLOCK_READ != 0) {
      Thread.onSpinWait();
      return true;
    }
    long waited = System.nanoTime() - start;
    if (waited > SPIN_NANOS) {
      Thread.yield();
    }
    return waited < AWAKE_NANOS;
  }

  /** Throws what a task threw, as if there were no threads. */
  private static void rethrow(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    throw new IllegalStateException("A task threw an exception that it does not declare.", thrown);
  }

  /** A thread that waits for calls. */
  private final class Helper extends Thread {

    private volatile boolean parked;

    Helper(int number) {
      super("tikhonov-worker-" + number);
      setDaemon(true);
      // The pool lives as long as the process and must not keep an application's loader alive.
      setContextClassLoader(null);
    }

    void wake() {
      if (parked) {
        parked = false;
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      while (true) {
        awaitCallAfter(takeChunks());
      }
    }

    private void awaitCallAfter(long seen) {
      long start = System.nanoTime();
      for (int round = 1; state >>> 32 == seen; round++) {
        if (!waitAwake(round, start)) {
          sleepUntil(seen);
          return;
        }
      }
    }

    private void sleepUntil(long seen) {
      parked = true;
      while (parked && state >>> 32 == seen) {
        LockSupport.park(Workers.this);
        boolean ignored = Thread.interrupted(); // nobody has a reason to interrupt these threads
      }
      parked = false;
    }
  }
}
