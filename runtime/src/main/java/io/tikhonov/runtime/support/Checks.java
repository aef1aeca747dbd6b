package io.tikhonov.runtime.support;

/** Checks of what a generated builder is given. */
public final class Checks {

  private Checks() {}

  /**
   * A dimension that the builder needs.
   *
   * @param name its name
   * @param value what the setter was given; 0 if it was not called
   * @return the value as an {@code int}
   * @throws IllegalStateException if it was not set
   * @throws IllegalArgumentException if it is negative or does not fit in an {@code int}
   */
  public static int dimension(String name, long value) {
    if (value == 0) {
      throw new IllegalStateException(
          "The dimension \""
              + name
              + "\" is not set: call "
              + name
              + "(size) with a size of at least 1 before build().");
    }
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "The dimension \""
              + name
              + "\" must be 1 to "
              + Integer.MAX_VALUE
              + ", not "
              + value
              + ".");
    }
    return (int) value;
  }

  /**
   * Checks that sizes fit each other.
   *
   * @param need what is needed, in words
   * @param value the number that must not be negative
   */
  public static void fits(String need, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "The sizes do not fit: " + need + ", but it is " + value + ".");
    }
  }

  /** Group numbers below this are whole in single precision, too. */
  private static final int MOST_GROUPS = 1 << 24;

  /**
   * Checks the numbers of the groups that elements belong to.
   *
   * @param name of the constant
   * @param numbers the number of the group of each element
   * @throws IllegalArgumentException if one is not a whole number from 0 to 16,777,215
   */
  public static void groups(String name, Memory numbers) {
    for (int i = 0; i < numbers.length(); i++) {
      double number = numbers.get(i);
      boolean whole = number >= 0 && number < MOST_GROUPS && number == Math.rint(number);
      if (!whole) {
        throw new IllegalArgumentException(
            "The constant \"%s\" holds the number of the group of each element, a whole number from"
                    .formatted(name)
                + " 0 to %d, not %s (element %d). Number the groups 0, 1, 2, and so on."
                    .formatted(MOST_GROUPS - 1, number, i));
      }
    }
  }
}
