package io.tikhonov.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays a written class out as a careful person would: short comments on one line, sections. */
final class SourceLayout {
  /** Starts the comment of the first member of a section. */
  private static final String SECTION = "§";

  private static final int WIDTH = 100;

  private static final Pattern SHORT_COMMENT =
      Pattern.compile("(?m)^( *)/\\*\\*\\n *\\* ([^\\n]*)\\n *\\*/$");
  private static final Pattern SECTION_MARK =
      Pattern.compile("(?m)^( *)/\\*\\*\\n *\\* " + SECTION + "([^\\n]*)\\n");

  private SourceLayout() {}

  /** The mark that makes a comment start a section. */
  static String section(String title, String comment) {
    return SECTION + title + "\n" + comment;
  }

  /** A heading between members, for text that is no documentation comment. */
  static String simpleSection(String title) {
    return "// " + "-".repeat(20) + " " + title + "\n\n";
  }

  static String apply(String source) {
    String text = withoutTrailingSpace(source);
    text = SECTION_MARK.matcher(text).replaceAll(SourceLayout::banner);
    text = SHORT_COMMENT.matcher(text).replaceAll(SourceLayout::oneLine);
    text = text.replaceAll("=\\n *\\n", "=\n");
    text = text.replaceAll("\\{\\n( *)\\}(?=\\n)", "{}");
    return joinFields(breakLines(text));
  }

  private static String withoutTrailingSpace(String text) {
    StringBuilder stripped = new StringBuilder(text.length());
    for (String line : text.split("\n", -1)) {
      stripped.append(line.stripTrailing()).append('\n');
    }
    return stripped.substring(0, stripped.length() - 1);
  }

  /** Lines of code over 100 columns are broken; comments and strings stay. */
  private static String breakLines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String code = line.stripLeading();
      boolean comment = code.startsWith("*") || code.startsWith("/");
      String indent = line.substring(0, line.length() - code.length());
      lines.addAll(comment ? List.of(line) : LineBreaker.lines(indent, code, WIDTH));
    }
    return String.join("\n", lines);
  }

  private static String banner(java.util.regex.MatchResult match) {
    return Matcher.quoteReplacement(
        match.group(1)
            + "// "
            + "-".repeat(20)
            + " "
            + match.group(2)
            + "\n\n"
            + match.group(1)
            + "/**\n");
  }

  private static String oneLine(java.util.regex.MatchResult match) {
    String line = match.group(1) + "/** " + match.group(2) + " */";
    return Matcher.quoteReplacement(line.length() <= WIDTH ? line : match.group());
  }

  /** Plain fields without a comment stand together. */
  private static String joinFields(String text) {
    List<String> lines = new ArrayList<>();
    String[] all = text.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      boolean between =
          all[i].isEmpty()
              && i > 0
              && i + 1 < all.length
              && isPlainField(all[i - 1])
              && isPlainField(all[i + 1]);
      if (!between) {
        lines.add(all[i]);
      }
    }
    return String.join("\n", lines);
  }

  private static boolean isPlainField(String line) {
    return line.matches(" +private (final )?[\\w.<>]+ \\w+( = ([\\w.]+\\([^()]*\\)|this::\\w+))?;");
  }
}
