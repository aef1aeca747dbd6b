package io.tikhonov.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in order when the JVM is asked to stop, by Ctrl-C for instance: the step under way
 * is finished and the run's files are written before the JVM goes.
 */
final class Interruption implements AutoCloseable {
  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "tikhonov-stop");
  private volatile boolean requested;

  Interruption() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is stopping already.
      requested = true;
    }
  }

  private void stop() {
    requested = true;
    try {
      ended.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the run shall end. */
  boolean isRequested() {
    return requested;
  }

  /** Says that the run's files are written. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running: that is what it waits for.
    }
  }
}
