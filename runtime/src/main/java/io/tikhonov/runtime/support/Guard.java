package io.tikhonov.runtime.support;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Lets one thread at a time into an objective, and nobody after it is closed. */
final class Guard {

  private static final VarHandle USER;

  static {
    try {
      USER = MethodHandles.lookup().findVarHandle(Guard.class, "user", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String model;
  private volatile Thread user;
  private volatile String method = "";
  private volatile boolean closed;
  private volatile boolean readOnly;

  Guard(String model) {
    this.model = model;
  }

  /**
   * Enters.
   *
   * @param called the method, for messages
   * @throws IllegalStateException if the objective is closed or in use
   */
  void begin(String called) {
    if (closed) {
      throw new IllegalStateException(
          "The objective of " + model + " is closed: " + called + " cannot be used any more.");
    }
    if (!USER.compareAndSet(this, null, Thread.currentThread())) {
      Thread other = user;
      throw new IllegalStateException(
          "The objective of "
              + model
              + " is used twice at once: "
              + called
              + " in thread \""
              + Thread.currentThread().getName()
              + "\" while "
              + method
              + " runs in thread \""
              + (other == null ? "?" : other.getName())
              + "\". Use one objective per thread, or predictor() for predictions.");
    }
    method = called;
  }

  /**
   * Enters to change something.
   *
   * @throws IllegalStateException if the objective is closed, in use or at its averages
   */
  void beginChange(String called) {
    begin(called);
    if (readOnly) {
      end();
      throw new IllegalStateException(
          called
              + " cannot be used inside atAverage: the parameters of "
              + model
              + " are their averages there.");
    }
  }

  /** Lets nobody change anything, or lets them again. */
  void readOnly(boolean value) {
    readOnly = value;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /** Leaves. */
  void end() {
    user = null;
  }

  /**
   * Lets nobody in from now on.
   *
   * @return false if that was so before
   * @throws IllegalStateException if the objective is in use
   */
  boolean close() {
    if (closed) {
      return false;
    }
    begin("close");
    closed = true;
    end();
    return true;
  }
}
