package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command in a process of its own, with the JDK of these tests.
 *
 * @param exit what it returned
 * @param output all that it printed
 */
record Command(int exit, String output) {
  /** What ND4J needs said on newer JDKs; an older one ignores what it does not know. */
  static final List<String> JVM_FLAGS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  private static final int SECONDS = 120;

  /** Runs {@code java}. */
  static Command java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tool("java")));
    command.addAll(JVM_FLAGS);
    command.addAll(List.of(arguments));
    return run(Path.of("."), command);
  }

  /** Runs {@code javac}. */
  static Command javac(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tool("javac")));
    command.addAll(List.of(arguments));
    return run(Path.of("."), command);
  }

  /** Runs lines as a shell does, in a folder; it stops at the first that fails. */
  static Command shell(Path folder, String lines) throws IOException, InterruptedException {
    return run(folder, List.of("sh", "-e", "-c", lines));
  }

  private static Command run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      String path = Path.of(System.getProperty("java.home"), "bin").toString();
      builder
          .environment()
          .merge("PATH", path, (old, bin) -> bin + java.io.File.pathSeparator + old);
      builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", JVM_FLAGS));
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(command + " takes longer than " + SECONDS + " s.");
      }
      return new Command(process.exitValue(), Files.readString(output, Charset.defaultCharset()));
    } finally {
      Files.delete(output);
    }
  }

  /** This command, which must have done what it should. */
  Command succeeded() {
    assertWithMessage(output).that(exit).isEqualTo(0);
    return this;
  }

  /** This command, which must have failed. */
  Command failed() {
    assertWithMessage(output).that(exit).isNotEqualTo(0);
    return this;
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
