package io.tikhonov.processor.emit;

/** Collects lines of Java with indentation; lines that are too long are broken. */
final class Source {
  /** Kernels stand two levels deep in their file, which leaves this much of 100 columns. */
  private static final int WIDTH = 92;

  private final StringBuilder text = new StringBuilder();
  private int depth;

  Source line(String line) {
    for (String part : LineBreaker.lines("  ".repeat(depth), line, WIDTH)) {
      text.append(part).append('\n');
    }
    return this;
  }

  /** A line that opens a block. */
  Source open(String line) {
    line(line + " {");
    depth++;
    return this;
  }

  Source close() {
    depth--;
    return line("}");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
