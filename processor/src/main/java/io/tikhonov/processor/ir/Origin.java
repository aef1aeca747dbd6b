package io.tikhonov.processor.ir;

/**
 * Where a node comes from in the user's source.
 *
 * @param line line number, or 0 if unknown
 * @param text the source text, shortened
 * @param file the name of the source file without its folder; empty if unknown
 * @param token the compiler's own handle of the token, for diagnostics; opaque to the IR
 * @param function the vocabulary function whose call makes the node, such as {@code log}; empty for
 *     everything else
 */
public record Origin(long line, String text, String file, Object token, String function) {
  public static final Origin NONE = new Origin(0, "", "", null);

  /** An origin that is no call of the vocabulary. */
  public Origin(long line, String text, String file, Object token) {
    this(line, text, file, token, "");
  }

  public boolean isKnown() {
    return line > 0;
  }

  /** Where it stands: {@code DigitClassifier.java:31}. */
  public String place() {
    return file.isEmpty() ? "line " + line : file + ":" + line;
  }
}
