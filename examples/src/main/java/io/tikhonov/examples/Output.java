package io.tikhonov.examples;

import io.tikhonov.runtime.TrainingHistory;
import io.tikhonov.runtime.solve.CrossValidationResult;
import io.tikhonov.runtime.solve.Solution;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What an example says, and where it leaves its files. */
final class Output {
  private static final double NANOS_PER_SECOND = 1e9;

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
    sources(generated);
  }

  /** The same with the page and the table of a path. */
  void files(String name, String title, CrossValidationResult result, Class<?> generated) {
    Path page = file(name + ".html");
    Path table = file(name + ".csv");
    result.writeHtml(page, title);
    result.writeCsv(table);
    say("picture of the path: %s", shown(page));
    say("numbers of the path: %s", shown(table));
    sources(generated);
  }

  /** Says where what the compiler wrote is. */
  void sources(Class<?> generated) {
    String source = "generated-sources/annotations/" + generated.getName().replace('.', '/');
    say("generated source: %s", shown(file(source + ".java")));
    say("objective report: %s", shown(file(source + ".html")));
  }

  /** Says how close a solution is, and what it took. */
  void certificate(Solution solution) {
    say(
        "%s %.1e after %d iterations in %.2f s",
        solution.certificate().kind(),
        solution.certificate().value(),
        solution.iterations(),
        solution.time().toNanos() / NANOS_PER_SECOND);
  }

  /** Writes an image to a file of this name, and gives the path as one would type it. */
  Path picture(String name, INDArray image) throws IOException {
    GrayImages.write(file(name), image);
    return shown(file(name));
  }

  /** A path as one would type it. */
  static Path shown(Path file) {
    return Files.exists(file) ? Path.of("").toAbsolutePath().relativize(file) : file.getFileName();
  }
}
