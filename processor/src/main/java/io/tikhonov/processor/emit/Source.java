package io.tikhonov.processor.emit;

/** Collects lines of Java with indentation; lines that are too long are broken at operators. */
final class Source {
  /** Kernels stand two levels deep in their file, which leaves this much of 100 columns. */
  private static final int WIDTH = 92;

  private final StringBuilder text = new StringBuilder();
  private int depth;

  Source line(String line) {
    String indent = "  ".repeat(depth);
    String rest = line;
    boolean first = true;
    while (indent.length() + (first ? 0 : 4) + rest.length() > WIDTH) {
      int at = breakBefore(rest, WIDTH - indent.length() - (first ? 0 : 4));
      if (at <= 0) {
        break;
      }
      append(indent, first, rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).stripLeading();
      first = false;
    }
    append(indent, first, rest);
    return this;
  }

  private void append(String indent, boolean first, String line) {
    if (!line.isEmpty()) {
      text.append(indent).append(first ? "" : "    ").append(line);
    }
    text.append('\n');
  }

  /** The place to break a line: the last operator within the width at the outermost level. */
  private static int breakBefore(String line, int width) {
    int best = -1;
    int bestLevel = Integer.MAX_VALUE;
    int level = 0;
    for (int at = 0; at < line.length() && at <= width; at++) {
      char c = line.charAt(at);
      if (c == '(') {
        level++;
      } else if (c == ')') {
        level--;
      }
      boolean operator =
          c == ' '
              && at > width / 3
              && at + 2 < line.length()
              && "+-*/?:".indexOf(line.charAt(at + 1)) >= 0
              && line.charAt(at + 2) == ' ';
      boolean comma = c == ' ' && at > 0 && line.charAt(at - 1) == ',';
      if ((operator || comma) && level <= bestLevel) {
        best = at;
        bestLevel = level;
      }
    }
    return best;
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
