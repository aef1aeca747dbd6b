package io.tikhonov.processor.emit;

import java.util.ArrayList;
import java.util.List;

/** Finds kernels in the text of a generated class. */
final class MethodText {
  private static final String INDENT = "    ";

  private MethodText() {}

  /** A kernel with its comment as it stands in the class, without indentation. */
  static String of(String source, String method) {
    int from = source.indexOf("\n" + INDENT + "static void " + method + "(") + 1;
    if (from == 0) {
      throw new IllegalArgumentException("no kernel " + method);
    }
    int end = source.indexOf("\n" + INDENT + "}\n", from) + INDENT.length() + 2;
    int comment = source.lastIndexOf("\n" + INDENT + "/**", from) + 1;
    boolean own = comment > 0 && !source.substring(comment, from).contains("\n\n");
    List<String> lines = new ArrayList<>();
    source
        .substring(own ? comment : from, end)
        .lines()
        .forEach(line -> lines.add(line.startsWith(INDENT) ? line.substring(4) : line));
    return String.join("\n", lines);
  }
}
