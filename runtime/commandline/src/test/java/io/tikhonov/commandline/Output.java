package io.tikhonov.commandline;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a call of the command line printed and returned.
 *
 * @param out standard output
 * @param error standard error
 */
record Output(int exit, String out, String error) {

  /** Calls it in this process. */
  static Output of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exit = Main.run(new PrintWriter(out), new PrintWriter(error), texts);
    return new Output(exit, out.toString(), error.toString());
  }

  /** This, which must have returned a number, fit a terminal and be no stack trace. */
  Output returned(int expected) {
    assertWithMessage("%s\n%s", out, error).that(exit).isEqualTo(expected);
    (out + error)
        .lines()
        .forEach(
            line -> {
              assertWithMessage(line).that(line).doesNotContain("\tat ");
              // Paths are never cut.
              if (!line.matches(".*\\S{40}.*")) {
                assertWithMessage(line).that(Page.length(line)).isAtMost(Page.WIDTH);
              }
            });
    return this;
  }

  /** All words of both streams, with one space between them, so that line breaks do not matter. */
  String words() {
    return (out + " " + error).replaceAll("\\s+", " ");
  }
}
