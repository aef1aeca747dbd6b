package io.tikhonov.runtime.page;

import io.tikhonov.runtime.io.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** Pages of one file, without scripts and links, light and dark, for screens and paper. */
public final class Page {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #d9dee6;
        --back: #ffffff; --panel: #f7f8fa; --c0: #2563c9; --c1: #c2410c; --c2: #15803d;
        --c3: #7c3aed; --c4: #b4821b; --c5: #0e7490; --c6: #be185d; --c7: #4b5563; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa6b6;
        --line: #2f3743; --back: #12161c; --panel: #1a2029; --c0: #7aa7f7; --c1: #f59463;
        --c2: #6cc98a; --c3: #b99af8; --c4: #e0b65c; --c5: #5cc4da; --c6: #f08ab8;
        --c7: #a8b1be; } }
      body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--back);
        color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 0; }
      h2 small { color: var(--soft); font-weight: normal; } a { color: var(--c0); }
      p { color: var(--soft); margin: .25rem 0 1.25rem; }
      main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit,minmax(min(24rem,100%),1fr)); }
      section { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
        padding: 1rem; break-inside: avoid; min-width: 0; }
      svg { width: 100%; height: auto; display: block; }
      svg text { fill: var(--soft); font: 13px system-ui, sans-serif; }
      .grid { stroke: var(--line); stroke-width: 1; }
      .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
      ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0 0;
        padding: 0; font-size: .85rem; }
      li i { display: inline-block; width: .9rem; height: 3px; vertical-align: middle;
        margin-right: .4rem; }
      details { margin-top: 1.5rem; } .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-size: .8rem; font-variant-numeric: tabular-nums; }
      th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: right;
        white-space: nowrap; }
      @media print { details { display: none; } section { border-color: #bbb; } }
      """;

  /** What follows after the sections and all that is below them. */
  public static final String END = "</body>\n</html>\n";

  private Page() {}

  /**
   * A page up to its first section; {@code </main>} and {@link #END} close it.
   *
   * @param summary as HTML
   */
  public static String begin(String title, String summary) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>"
        + escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n<h1>"
        + escape(title)
        + "</h1>\n<p>"
        + summary
        + "</p>\n<main>\n";
  }

  /** Text in a page. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A number with four digits. */
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Long.toString((long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e-3 && size < 1e6) {
      String text = String.format(Locale.ROOT, "%.4g", value);
      return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
    return String.format(Locale.ROOT, "%.2e", value)
        .replaceAll("\\.?0*e", "e")
        .replaceAll("e\\+?(-?)0*", "e$1");
  }

  /** A cell of a table of comma-separated values (RFC 4180). */
  public static String quoted(String title) {
    return title.matches("[^,\"\r\n]*") ? title : '"' + title.replace("\"", "\"\"") + '"';
  }

  /** Writes a text under another name and then moves it. */
  public static void write(Path file, String text) {
    try {
      WholeFile.writeText(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write \"" + file + "\": " + WholeFile.reason(e), e);
    }
  }
}
