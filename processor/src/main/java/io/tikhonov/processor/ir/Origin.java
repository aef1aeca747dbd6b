package io.tikhonov.processor.ir;

/**
 * Where a node comes from in the user's source.
 *
 * @param line line number, or 0 if unknown
 * @param text the source text, shortened
 * @param token the compiler's own handle of the token, for diagnostics; opaque to the IR
 * @param function the vocabulary function whose call makes the node, such as {@code log}; empty for
 *     everything else
 */
public record Origin(long line, String text, Object token, String function) {
  public static final Origin NONE = new Origin(0, "", null);

  /** An origin that is no call of the vocabulary. */
  public Origin(long line, String text, Object token) {
    this(line, text, token, "");
  }
}
