package io.tikhonov.examples;

import io.tikhonov.runtime.TrainingHistory;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What an example says, and where it leaves its files. */
final class Output {
  private final PrintStream out;

  Output(PrintStream out) {
    this.out = out;
  }

  /** Says a line, formatted as {@link String#format} does. */
  void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** A file of this name in the folder of what is built, beside the classes. */
  Path file(String name) {
    try {
      Path classes =
          Path.of(Output.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The place of the classes is not a file.", e);
    }
  }

  /**
   * Writes the page of a run, and says where it and what the compiler wrote are.
   *
   * @param name of the example, with which the page's file begins
   * @param generated the class of the objective
   */
  void files(String name, String title, TrainingHistory history, Class<?> generated) {
    Path curves = file(name + "-history.html");
    history.writeHtml(curves, title);
    say("curves of the run: %s", shown(curves));
    String source = "generated-sources/annotations/" + generated.getName().replace('.', '/');
    say("generated source: %s", shown(file(source + ".java")));
    say("objective report: %s", shown(file(source + ".html")));
  }

  /** A path as one would type it. */
  static Path shown(Path file) {
    return Files.exists(file) ? Path.of("").toAbsolutePath().relativize(file) : file.getFileName();
  }
}
