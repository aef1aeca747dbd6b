package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.shared.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The driver's end of a child process: a JVM, or Python. */
final class Peer implements AutoCloseable {

  private static final double MILLION = 1e6;

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final String name;

  /**
   * Starts a child.
   *
   * @param name how it is called in messages
   * @param command its command line
   * @param environment variables that it has besides the driver's
   */
  Peer(String name, List<String> command, Map<String, String> environment) {
    this.name = name;
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
    Thread errors = new Thread(() -> passOnErrors(process), name + " errors");
    errors.setDaemon(true);
    errors.start();
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** All but what a JVM says each time it is given the vector module. */
  private static void passOnErrors(Process process) {
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      errors
          .lines()
          .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
          .forEach(System.err::println);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what a child says", e);
    }
  }

  /** Makes a problem ready. */
  void open(Work work, long size) {
    ask("open " + work + " " + size);
  }

  /** The losses of the next steps. */
  double[] losses(int steps) {
    return numbers(ask("losses " + steps));
  }

  /** The times of the next steps in milliseconds. */
  double[] run(int steps) {
    return DoubleStream.of(numbers(ask("run " + steps))).map(nanos -> nanos / MILLION).toArray();
  }

  /** Nanoseconds of a regularization path, the sum of its objectives, nonzeros at its end. */
  double[] path(String kind, double tolerance) {
    return numbers(ask("path " + kind + " " + tolerance));
  }

  /** Nanoseconds, the objective and the number of iterations of a denoising to a bound. */
  double[] denoise(double bound) {
    return numbers(ask("denoise " + bound));
  }

  /** The least objective of the denoising. */
  double minimum() {
    return numbers(ask("minimum"))[0];
  }

  /** How the child is called in messages. */
  String name() {
    return name;
  }

  /** The version of the library, of children that tell it. */
  String version() {
    return ask("version").strip();
  }

  /** The memory of the process in MB. */
  double memory() {
    return numbers(ask("memory"))[0];
  }

  /** Everything that a child without protocol prints. */
  List<String> output() {
    return answers.lines().toList();
  }

  private static double[] numbers(String answer) {
    return Stream.of(answer.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private String ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null || !answer.startsWith("ok")) {
        throw new IllegalStateException(name + " on \"" + command + "\": " + answer);
      }
      return answer.substring(2);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " on \"" + command + "\"", e);
    }
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot end " + name, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
