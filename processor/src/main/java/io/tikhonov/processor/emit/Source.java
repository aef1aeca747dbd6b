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

  /** The place to break a line: the last of the loosest operators within the width. */
  private static int breakBefore(String line, int width) {
    int best = -1;
    int bestRank = Integer.MAX_VALUE;
    int level = 0;
    for (int at = 0; at < line.length() && at <= width; at++) {
      char c = line.charAt(at);
      if (c == '(') {
        level++;
      } else if (c == ')') {
        level--;
      }
      if (c == ' ' && at > width / 3 && at + 2 < line.length()) {
        int rank = 4 * level + tightness(line, at);
        if (tightness(line, at) < 4 && rank <= bestRank) {
          best = at;
          bestRank = rank;
        }
      }
    }
    return best;
  }

  /** How tightly the operator after a space binds: 0 loosest, 4 if there is none. */
  private static int tightness(String line, int space) {
    if (line.charAt(space - 1) == ',') {
      return 0;
    }
    if (line.charAt(space + 2) != ' ') {
      return 4;
    }
    return switch (line.charAt(space + 1)) {
      case '?', ':' -> 1;
      case '+', '-' -> 2;
      case '*', '/' -> 3;
      default -> 4;
    };
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
