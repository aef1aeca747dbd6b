package io.tikhonov.processor.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements of a page: what is opened is closed, and text is escaped. */
final class Markup {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are names and values in turn. */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    text.append('>');
    open.push(tag);
    return this;
  }

  /** An element without content. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    text.append("/>");
    return this;
  }

  private void start(String tag, String... attributes) {
    text.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (!attributes[i + 1].isEmpty()) {
        text.append(' ').append(attributes[i]).append("=\"");
        text.append(escape(attributes[i + 1])).append('"');
      }
    }
  }

  Markup close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes what was opened last and starts a new line of the file. */
  Markup closeLine() {
    close();
    return line();
  }

  Markup line() {
    text.append('\n');
    return this;
  }

  Markup text(String content) {
    text.append(escape(content));
    return this;
  }

  /** Markup that is finished: formulas and pictures. */
  Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  /** An element with text only. */
  Markup element(String tag, String content, String... attributes) {
    return open(tag, attributes).text(content).close();
  }

  /** A link within the page; plain text if it leads nowhere. */
  Markup link(String target, String content) {
    return target.isEmpty() ? text(content) : element("a", content, "href", "#" + target);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return text.toString();
  }
}
