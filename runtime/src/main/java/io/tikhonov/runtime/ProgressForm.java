package io.tikhonov.runtime;

import java.io.Console;
import java.lang.reflect.Method;

/**
 * How progress is shown on the error stream. The system property {@value #PROPERTY} chooses a form
 * by its name in small letters; by default it is a bar on a terminal and lines elsewhere.
 */
public enum ProgressForm {
  /** A bar that is drawn again and again. */
  BAR,
  /** Some lines of text. */
  LINES,
  /** Nothing. */
  OFF;

  /** System property that forces one form: {@code bar}, {@code lines} or {@code off}. */
  static final String PROPERTY = "tikhonov.progress";

  /**
   * The form that suits the output.
   *
   * @param shown false for {@link #OFF} in any case
   */
  public static ProgressForm of(boolean shown) {
    String form = System.getProperty(PROPERTY, isTerminal() ? "bar" : "lines");
    if (!shown || form.equals("off")) {
      return OFF;
    }
    return form.equals("bar") ? BAR : LINES;
  }

  /** From Java 22 on there is a console even without a terminal; it can be asked. */
  @SuppressWarnings("SystemConsoleNull") // both cases are looked at
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      Method isTerminal = Console.class.getMethod("isTerminal");
      return (Boolean) isTerminal.invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before Java 22 a console is a terminal
    }
  }
}
