package io.tikhonov.runtime.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lists of names in messages. */
final class Names {
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST = 60;

  private Names() {}

  /** The names that there are, the most similar one first. */
  static String known(String what, List<String> names, String wanted) {
    String similar =
        names.stream()
            .filter(name -> distance(name, wanted) <= wanted.length() / 2)
            .min((a, b) -> Integer.compare(distance(a, wanted), distance(b, wanted)))
            .map(name -> "do you mean \"" + name + "\"? ")
            .orElse("");
    return similar
        + (similar.isEmpty() ? "there are the " : "There are the ")
        + what
        + " "
        + list(names)
        + ".";
  }

  static String list(Collection<String> names) {
    String shown =
        names.stream()
            .limit(MOST_SHOWN)
            .map(name -> "\"" + shortened(name) + "\"")
            .collect(Collectors.joining(", "));
    return names.size() > MOST_SHOWN
        ? shown + " and " + (names.size() - MOST_SHOWN) + " more"
        : shown;
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** How many letters have to be changed, added or left out (Levenshtein), whatever their case. */
  private static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
