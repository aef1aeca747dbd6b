package io.tikhonov.commandline;

import java.io.PrintWriter;

/** Text on lines of at most 80 characters: headings, rows of a name and a value, paragraphs. */
final class Page {
  static final int WIDTH = 80;

  private static final int NAME = 16;
  private static final char NO_BREAK = '\u00a0';
  private static final String INDENT = "  ";

  private final PrintWriter out;

  private Page(PrintWriter out) {
    this.out = out;
  }

  static Page of(PrintWriter out) {
    return new Page(out);
  }

  /** A heading after an empty line. */
  Page heading(String text) {
    out.println();
    out.println(text);
    return this;
  }

  /** Text that is not to be broken at its spaces. */
  static String together(String text) {
    return text.replace(' ', NO_BREAK);
  }

  /** A name and its value under a heading; a long name has a line of its own. */
  Page row(String name, String value) {
    String next = " ".repeat(INDENT.length() + NAME);
    if (length(name) < NAME) {
      wrapped(INDENT + name + " ".repeat(NAME - length(name)), next, value);
    } else {
      out.println(INDENT + name);
      wrapped(next, next, value);
    }
    return this;
  }

  /** Lines of text. */
  Page paragraph(String text) {
    wrapped("", "", text);
    return this;
  }

  /** An entry of a list, such as "1." or "-". */
  Page item(String mark, String text) {
    String first = INDENT + mark + " ";
    wrapped(first, " ".repeat(first.length()), text);
    return this;
  }

  /** A line that is to be copied, which is never broken. */
  Page verbatim(String line) {
    out.println(INDENT + INDENT + INDENT + line);
    return this;
  }

  /** An empty line. */
  Page space() {
    out.println();
    return this;
  }

  /** Breaks between words; a word that is longer than a line stands on one of its own. */
  private void wrapped(String first, String next, String text) {
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder(first);
      boolean empty = true;
      for (String word : paragraph.strip().split("\\s+", -1)) {
        if (!empty && length(line) + 1 + length(word) > WIDTH) {
          print(line);
          line = new StringBuilder(next);
          empty = true;
        }
        line.append(empty ? "" : " ").append(word);
        empty = false;
      }
      print(line);
      first = next;
    }
  }

  private void print(StringBuilder line) {
    out.println(line.toString().stripTrailing().replace(NO_BREAK, ' '));
  }

  /** Characters as a terminal shows them: combining marks, as in v̂, take no place. */
  static int length(CharSequence text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }
}
