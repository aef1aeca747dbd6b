package io.tikhonov.processor.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks comments, strings, annotations and keywords of Java for the style sheet. */
final class JavaColors {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<c>/\\*.*?(?:\\*/|\\z)|//[^\\n]*)"
              + "|(?<s>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+')"
              + "|(?<a>@\\w+(?:\\.\\w+)*)"
              + "|(?<k>\\b(?:abstract|boolean|class|double|else|extends|final|float|for|if|import|int"
              + "|long|new|package|private|public|return|static|void)\\b)"
              + "|(?<n>\\b\\d[\\w.]*(?:[eE][-+]?\\d+)?[fFL]?)",
          Pattern.DOTALL);
  private static final List<String> CLASSES = List.of("c", "s", "a", "k", "n");

  private JavaColors() {}

  /** The text with spans around what has a colour; a span does not run over the end of a line. */
  static String mark(String code) {
    StringBuilder marked = new StringBuilder();
    Matcher matcher = TOKEN.matcher(code);
    int end = 0;
    while (matcher.find()) {
      marked.append(Markup.escape(code.substring(end, matcher.start())));
      String kind = CLASSES.stream().filter(it -> matcher.group(it) != null).findFirst().orElse("");
      String[] lines = matcher.group().split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        marked.append(i > 0 ? "\n" : "");
        marked.append("<span class=\"" + kind + "\">" + Markup.escape(lines[i]) + "</span>");
      }
      end = matcher.end();
    }
    return marked.append(Markup.escape(code.substring(end))).toString();
  }
}
