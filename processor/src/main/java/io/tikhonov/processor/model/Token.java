package io.tikhonov.processor.model;

/**
 * A place in the user's source for diagnostics.
 *
 * @param handle the compiler's own handle; only the front end and the reporter look inside
 * @param line line number, or 0
 * @param file the name of the source file without its folder; empty if unknown
 */
public record Token(Object handle, long line, String file) {
  public static final Token NONE = new Token(null, 0, "");
}
