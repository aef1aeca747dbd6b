package io.tikhonov.processor.frontend;

/**
 * Ends the evaluation of an expression without a message, because its problem was reported already
 * or because the compiler itself reports it.
 */
final class Poisoned extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings(
      "StaticAssignmentOfThrowable") // it has no stack trace and no suppressed exceptions
  static final Poisoned INSTANCE = new Poisoned();

  private Poisoned() {
    super(null, null, false, false);
  }
}
