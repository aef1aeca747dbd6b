package io.tikhonov.processor.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Names close to a mistyped one. */
public final class Suggestions {

  private static final int SHORTEST_BEGINNING = 3;

  private Suggestions() {}

  /** The known name that is most likely meant. */
  public static Optional<String> closest(String name, Collection<String> known) {
    // Any other letter is one edit away from a name of one letter.
    int limit = name.length() < 2 ? 0 : Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= limit || isBeginning(name, candidate))
        .min(Comparator.comparingInt((String candidate) -> distance(name, candidate)));
  }

  /** True if the name is the beginning of the other one. */
  private static boolean isBeginning(String name, String candidate) {
    return name.length() >= SHORTEST_BEGINNING
        && candidate.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
  }

  /** A sentence with a leading space, or nothing if no name is close. */
  public static String didYouMean(String name, Collection<String> known) {
    return closest(name, known).map(other -> " Did you mean \"" + other + "\"?").orElse("");
  }

  /** The number of edits between two names; a different case counts for nothing. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
