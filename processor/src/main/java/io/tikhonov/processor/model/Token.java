package io.tikhonov.processor.model;

/**
 * A place in the user's source for diagnostics.
 *
 * @param handle the compiler's own handle; only the front end and the reporter look inside
 * @param line line number, or 0
 */
public record Token(Object handle, long line) {
  public static final Token NONE = new Token(null, 0);
}
