package io.tikhonov.commandline;

import java.io.PrintWriter;

/** Text on lines of at most 80 characters: headings, rows of a name and a value, paragraphs. */
final class Page {
  static final int WIDTH = 80;

  private static final int NAME = 16;
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

  /** A name and its value under a heading. */
  Page row(String name, String value) {
    String label = INDENT + name + " ".repeat(Math.max(1, NAME - name.length()));
    wrapped(label, " ".repeat(INDENT.length() + NAME), value);
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
      for (String word : paragraph.strip().split("\\s+")) {
        if (!empty && length(line) + 1 + length(word) > WIDTH) {
          out.println(line.toString().stripTrailing());
          line = new StringBuilder(next);
          empty = true;
        }
        line.append(empty ? "" : " ").append(word);
        empty = false;
      }
      out.println(line.toString().stripTrailing());
      first = next;
    }
  }

  /** Characters as a terminal shows them: combining marks, as in v̂, take no place. */
  static int length(CharSequence text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }
}
