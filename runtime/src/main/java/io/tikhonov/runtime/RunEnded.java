package io.tikhonov.runtime;

/**
 * Says with a fault of data, listeners or metrics where the run was and what is kept of it. It goes
 * along as a suppressed exception, so that the fault itself reaches the caller as it is.
 */
final class RunEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunEnded(String message) {
    super(message, null, false, false);
  }
}
