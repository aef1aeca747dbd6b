package io.tikhonov.processor.emit;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines of code that are too long, at the loosest operator. */
final class LineBreaker {
  private static final int CONTINUATION = 4;

  private LineBreaker() {}

  /** The lines, the first indented as given and the others by four more. */
  static List<String> lines(String indent, String line, int width) {
    List<String> lines = new ArrayList<>();
    String rest = line;
    String margin = indent;
    while (margin.length() + rest.length() > width) {
      int at = breakBefore(rest, width - margin.length());
      if (at <= 0) {
        break;
      }
      lines.add(margin + rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).stripLeading();
      margin = indent + " ".repeat(CONTINUATION);
    }
    lines.add(rest.isEmpty() ? "" : margin + rest);
    return lines;
  }

  /** The place to break a line: the last of the loosest operators within the width. */
  private static int breakBefore(String line, int width) {
    int best = -1;
    int bestRank = Integer.MAX_VALUE;
    int level = 0;
    boolean quoted = false;
    for (int at = 0; at < line.length() && at <= width; at++) {
      char c = line.charAt(at);
      quoted ^= c == '"';
      if (c == '(') {
        level++;
      } else if (c == ')') {
        level--;
      }
      boolean chained = c == '.' && at > 0 && line.charAt(at - 1) == ')';
      if ((c == ' ' || chained) && !quoted && at > width / 3 && at + 2 < line.length()) {
        int tightness = chained ? 3 : tightness(line, at);
        int rank = 4 * level + tightness;
        if (tightness < 4 && rank <= bestRank) {
          best = at;
          bestRank = rank;
        }
      }
    }
    return best;
  }

  /** How tightly the operator after a space binds: 0 loosest, 4 if there is none. */
  private static int tightness(String line, int space) {
    if (line.charAt(space - 1) == ',' || line.startsWith("extends ", space + 1)) {
      return 0;
    }
    if (line.startsWith("&& ", space + 1) || line.startsWith("|| ", space + 1)) {
      return 1;
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
}
