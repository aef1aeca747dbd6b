package io.tikhonov.commandline;

import java.util.List;

/**
 * Something that can be made better.
 *
 * @param problem whether it keeps programs from running; otherwise they run, but not as well
 * @param text what it is, why it matters and what to do
 * @param lines to be copied: commands, flags, parts of a build file
 */
record Advice(boolean problem, String text, List<String> lines) {

  static Advice problem(String text, String... lines) {
    return new Advice(true, text, List.of(lines));
  }

  static Advice hint(String text, String... lines) {
    return new Advice(false, text, List.of(lines));
  }
}
