package io.tikhonov.commandline;

/**
 * Something that the user can put right; the message says what and how, and is all that is shown.
 */
final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserException(String message) {
    super(message);
  }

  UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
