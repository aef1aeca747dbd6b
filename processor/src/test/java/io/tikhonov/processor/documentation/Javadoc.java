package io.tikhonov.processor.documentation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A documentation comment as text for tables. */
final class Javadoc {
  private static final Pattern LINK =
      Pattern.compile("\\{@link(?:plain)? +([^ }]+)(?: +([^}]*))?}");
  private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal) +([^}]*)}");
  private static final Pattern FORMULA =
      Pattern.compile("[=·√Σ‖²≤≥⟨λΔσηθ/−∘∈≠⌊∂]|\\b(log|max|min|exp)\\b");

  private final List<String> paragraphs;

  Javadoc(String comment) {
    int tags = indexOfTags(comment);
    paragraphs =
        Arrays.stream(comment.substring(0, tags).split("<p>", -1))
            .map(Javadoc::plain)
            .filter(text -> !text.isEmpty())
            .toList();
  }

  private static int indexOfTags(String comment) {
    var tags = Pattern.compile("(?m)^\\s*@\\w").matcher(comment);
    return tags.find() ? tags.start() : comment.length();
  }

  private static String plain(String text) {
    String joined = text.replaceAll("\\s+", " ").strip();
    String linked =
        LINK.matcher(joined)
            .replaceAll(
                link -> {
                  String label = link.group(2) == null ? link.group(1) : link.group(2);
                  return "`" + label.replaceFirst("^#", "").replace('#', '.') + "`";
                });
    return CODE.matcher(linked)
        .replaceAll("`$1`")
        .replaceAll("</?(?:ul|pre|i|em|b|sup|sub)>", "")
        .replaceAll("</li>", "")
        .replaceAll(" ?<li>", " – ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("|", "\\|");
  }

  /** What it is. */
  String definition() {
    return paragraphs.isEmpty() ? "" : paragraphs.get(0);
  }

  /** Everything else: steps, conditions, the paper. */
  String notes() {
    return String.join(" ", paragraphs.subList(Math.min(1, paragraphs.size()), paragraphs.size()));
  }

  boolean hasFormula() {
    return FORMULA.matcher(String.join(" ", paragraphs)).find();
  }
}
