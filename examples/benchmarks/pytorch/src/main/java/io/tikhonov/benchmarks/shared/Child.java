package io.tikhonov.benchmarks.shared;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The child's end of the protocol: a command a line in, an answer a line out. Commands are {@code
 * open WORK SIZE}, {@code losses N}, {@code run N}, {@code memory} and {@code close}; it ends with
 * its input. An answer starts with {@code ok}, or with {@code failed}.
 */
public final class Child {

  /** Makes the workloads of a side. */
  @FunctionalInterface
  public interface Side {

    /**
     * Opens a problem.
     *
     * @throws IllegalArgumentException if this side does not know the work
     */
    Workload open(Work work, Problem problem);
  }

  private static final Path STATUS = Path.of("/proc/self/status");

  private final Side side;
  private Workload workload;

  private Child(Side side) {
    this.side = side;
  }

  /** Answers commands until the input ends. What others print to the output goes to the errors. */
  public static void serve(Side side) throws IOException {
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Child child = new Child(side);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      answers.println(child.answer(line));
    }
  }

  private String answer(String line) {
    String[] words = line.split(" ", -1);
    try {
      return switch (words[0]) {
        case "open" -> open(Work.valueOf(words[1]), Long.parseLong(words[2]));
        case "losses" -> losses(Integer.parseInt(words[1]));
        case "run" -> run(Integer.parseInt(words[1]));
        case "memory" -> memory();
        case "close" -> close();
        default -> throw new IllegalArgumentException("No such command: " + line);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "failed interrupted";
    } catch (RuntimeException | IOException e) {
      e.printStackTrace();
      return "failed " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }

  private String open(Work work, long size) {
    close();
    workload = side.open(work, Problems.of(work, size));
    return "ok";
  }

  private String losses(int steps) {
    StringBuilder answer = new StringBuilder("ok");
    for (int i = 0; i < steps; i++) {
      workload.prepare();
      answer.append(' ').append(workload.stepWithLoss());
    }
    return answer.toString();
  }

  /** The time of each step in nanoseconds. */
  private String run(int steps) {
    long[] times = new long[steps];
    for (int i = 0; i < steps; i++) {
      workload.prepare();
      long start = System.nanoTime();
      workload.step();
      times[i] = System.nanoTime() - start;
    }
    StringBuilder answer = new StringBuilder("ok");
    for (long time : times) {
      answer.append(' ').append(time);
    }
    return answer.toString();
  }

  /** The memory of the process in MB, where the system tells it. */
  private static String memory() throws IOException, InterruptedException {
    if (!Files.isReadable(STATUS)) {
      return "ok 0";
    }
    // Native memory is given back by a thread of its own after a collection has found it free.
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return "ok " + Long.parseLong(resident.replaceAll("\\D", "")) / 1024;
    }
  }

  private String close() {
    if (workload != null) {
      workload.close();
      workload = null;
    }
    return "ok";
  }
}
