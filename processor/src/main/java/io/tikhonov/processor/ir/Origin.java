package io.tikhonov.processor.ir;

/**
 * Where a node comes from in the user's source.
 *
 * @param line line number, or 0 if unknown
 * @param text the source text, shortened
 * @param token the compiler's own handle of the token, for diagnostics; opaque to the IR
 */
public record Origin(long line, String text, Object token) {
  public static final Origin NONE = new Origin(0, "", null);
}
