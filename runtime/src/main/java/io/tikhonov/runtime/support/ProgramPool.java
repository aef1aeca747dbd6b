package io.tikhonov.runtime.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Programs that several threads share: each takes one, uses it alone and gives it back. There are
 * as many as have ever been in use at once.
 */
public final class ProgramPool<P extends AutoCloseable> implements AutoCloseable {

  private final Supplier<? extends P> factory;
  private final Deque<P> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param factory makes a new program when none is idle; may be called by several threads at once
   */
  public ProgramPool(Supplier<? extends P> factory) {
    this.factory = factory;
  }

  /**
   * A program for the caller alone, until {@link #giveBack}.
   *
   * @throws IllegalStateException if the pool is closed
   */
  public P take() {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("This predictor is closed.");
      }
      P program = idle.pollLast();
      if (program != null) {
        return program;
      }
    }
    return factory.get();
  }

  /** Takes a program back, in a {@code finally}. */
  public void giveBack(P program) {
    synchronized (this) {
      if (!closed) {
        idle.addLast(program);
        return;
      }
    }
    close(program);
  }

  /** Closes all programs: idle ones at once, the others when they come back. */
  @Override
  public void close() {
    while (true) {
      P program;
      synchronized (this) {
        closed = true;
        program = idle.pollLast();
      }
      if (program == null) {
        return;
      }
      close(program);
    }
  }

  private static void close(AutoCloseable program) {
    try {
      program.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("A program could not be closed.", e);
    }
  }
}
