package io.tikhonov.processor.report;

/** Links to lines of the source. */
final class Lines {

  private Lines() {}

  static String id(long line) {
    return "L" + line;
  }

  /** The place of a line on the page; empty if the listing does not show it. */
  static String target(Facts facts, long line) {
    return facts.source().has(facts.source().file(), line) ? id(line) : "";
  }

  /** The number of a line as a link, if the page shows the line. */
  static void link(Markup page, Facts facts, long line) {
    if (line > 0) {
      page.link(target(facts, line), Long.toString(line));
    }
  }
}
