package io.tikhonov.runtime.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Two kernels over the same elements, of which the second follows the first part by part, while
 * what both touch is in the processor's cache.
 *
 * <p>A part of the second kernel runs as soon as the parts of the first are done that it depends
 * on, or that read what it overwrites: those at the same place and their neighbours within reach.
 * Each part has a count of those that it still waits for; the thread that takes the last one runs
 * it. The parts of the first kernel are the same as in a launch of its own, and the second has no
 * sums, so the bits are the same, too.
 */
final class KernelChain implements Workers.Task {

  /**
   * Threads take so many turns each, of parts that follow one another: most of what a part of the
   * second kernel needs has then been touched by the same thread.
   */
  private static final int TURNS = 16;

  private static final VarHandle WAITING = MethodHandles.arrayElementVarHandle(int[].class);

  private int items;
  private int grain;
  private int chunks;
  private Kernel first;
  private Kernel second;
  private int ratio;

  /** Parts of the second kernel wait for so many parts of the first on either side. */
  private int radius;

  /** For each part of the second kernel the parts of the first that are not done. */
  private int[] waiting = {};

  /**
   * Takes note of a launch.
   *
   * @param n iterations of the first kernel
   * @param partSize iterations of each of its parts
   * @param itemRatio iterations of the second kernel for each of the first
   * @param reach so many iterations of the first kernel before and after are waited for, too
   */
  void set(int n, int partSize, Kernel leader, Kernel follower, int itemRatio, int reach) {
    items = n;
    grain = partSize;
    chunks = Workers.chunks(n, partSize);
    first = leader;
    second = follower;
    ratio = itemRatio;
    // Parts of the second kernel begin at whole units, so they reach beyond their place by less
    // than one.
    long beyond = (long) reach * itemRatio + follower.unit() - 1;
    long place = Math.max(1, (long) partSize * itemRatio);
    radius = (int) Math.min(chunks, (beyond + place - 1) / place);
  }

  Kernel first() {
    return first;
  }

  Kernel second() {
    return second;
  }

  /** The names of both, for recordings. */
  String name() {
    return first.name() + ", " + second.name();
  }

  /** Whether there are enough parts, so that few of the second kernel are left for the end. */
  boolean isWorthwhile(Workers workers) {
    return chunks >= 2 * workers.threads() && chunks > 2 * radius;
  }

  /** Runs both kernels and returns when they are finished. */
  void run(Workers workers) {
    if (waiting.length < chunks) {
      waiting = new int[chunks];
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
      waiting[chunk] = lastNear(chunk) - firstNear(chunk) + 1;
    }
    workers.run(chunks, Math.max(1, chunks / (TURNS * workers.threads())), this);
  }

  /** Does parts of the first kernel, and of the second what they were waited for. */
  @Override
  public void run(int turn, int from, int to) {
    boolean backwards = Workers.lastChunkFirst;
    for (int i = from; i < to; i++) {
      int chunk = backwards ? to - 1 - (i - from) : i;
      int start = chunk * grain;
      first.run(chunk, start, Math.min(items - start, grain) + start);
      for (int near = firstNear(chunk); near <= lastNear(chunk); near++) {
        if ((int) WAITING.getAndAdd(waiting, near, -1) == 1) {
          second.run(near, place(near), place(near + 1));
        }
      }
    }
  }

  private int firstNear(int chunk) {
    return Math.max(0, chunk - radius);
  }

  private int lastNear(int chunk) {
    return Math.min(chunks - 1, chunk + radius);
  }

  /** Where a part of the second kernel begins. */
  private int place(int chunk) {
    int end = items * ratio;
    return chunk == chunks ? end : Math.min(end, second.wholeUnits(chunk * grain * ratio));
  }
}
