package io.tikhonov.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds kernels in the text of a generated class. */
final class MethodText {
  private static final String INDENT = "    ";

  private MethodText() {}

  /** A kernel with its comment as it stands in the class, without indentation. */
  static String of(String source, String method) {
    Matcher start =
        Pattern.compile("(?m)^" + INDENT + "static void " + Pattern.quote(method) + "\\(")
            .matcher(source);
    if (!start.find()) {
      throw new IllegalArgumentException("no kernel " + method);
    }
    int end = source.indexOf("\n" + INDENT + "}\n", start.start()) + INDENT.length() + 2;
    int from = start.start();
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
