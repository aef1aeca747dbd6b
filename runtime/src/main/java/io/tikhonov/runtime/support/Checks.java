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
}
