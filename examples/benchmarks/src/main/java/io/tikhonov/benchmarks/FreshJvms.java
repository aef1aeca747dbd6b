package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.shared.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is measured from the start of a JVM. */
final class FreshJvms {

  private static final int STEPS = 200;
  private static final int BATCH = 64;
  private static final int COMPILATIONS = 10;

  private final Options options;
  private final Sides sides;

  FreshJvms(Options options, Sides sides) {
    this.options = options;
    this.sides = sides;
  }

  /** A start with its times in milliseconds. */
  private record Start(double opened, double first, double all) {}

  /** The time to the first step, and that of a short run. */
  String firstSteps() {
    Map<String, Supplier<Jvm>> starts = new LinkedHashMap<>();
    if (options.simd()) {
      starts.put("Tikhonov with SIMD", () -> sides.tikhonov(true));
    }
    starts.put("Tikhonov without", () -> sides.tikhonov(false));
    starts.put("PyTorch", () -> sides.pyTorch(1));
    Map<String, List<Start>> results = new LinkedHashMap<>();
    for (int i = 0; i < options.rounds(); i++) {
      starts.forEach(
          (name, start) -> results.computeIfAbsent(name, n -> new ArrayList<>()).add(time(start)));
    }
    Table table =
        new Table(
            "side",
            "model and data ready, ms",
            "first step done, ms",
            STEPS + " steps done, ms",
            "the steps alone, ms");
    results.forEach(
        (name, all) ->
            table.row(
                name,
                median(all.stream().mapToDouble(Start::opened).toArray()),
                median(all.stream().mapToDouble(Start::first).toArray()),
                median(all.stream().mapToDouble(Start::all).toArray()),
                median(all.stream().mapToDouble(start -> start.all() - start.opened()).toArray())));
    return table.toString();
  }

  private static String median(double... values) {
    return Table.millis(Times.median(values));
  }

  private static Start time(Supplier<Jvm> side) {
    long start = System.nanoTime();
    try (Jvm jvm = side.get()) {
      jvm.open(Work.TABULAR, BATCH);
      double opened = since(start);
      jvm.run(1);
      double first = since(start);
      jvm.run(STEPS - 1);
      return new Start(opened, first, since(start));
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /** The time of javac for 1 and for 50 models, cold and warm, with and without SIMD. */
  String compileTimes() {
    Table table =
        new Table(
            "models", "first in a JVM, ms", "median of the later ones, ms", "for each model, ms");
    for (int models : new int[] {1, 50}) {
      double[] times = compile(models);
      double warm = Times.median(java.util.Arrays.copyOfRange(times, 1, times.length));
      table.row(
          String.valueOf(models),
          Table.millis(times[0]),
          Table.millis(warm),
          Table.millis(warm / models));
    }
    return table.toString();
  }

  private double[] compile(int models) {
    String[] arguments =
        options.simd()
            ? new String[] {
              String.valueOf(models),
              String.valueOf(COMPILATIONS),
              "--add-modules",
              "jdk.incubator.vector"
            }
            : new String[] {String.valueOf(models), String.valueOf(COMPILATIONS)};
    try (Jvm jvm = sides.program("CompileTimes", arguments)) {
      double[] times = jvm.output().stream().mapToDouble(Double::parseDouble).toArray();
      if (times.length != COMPILATIONS) {
        throw new IllegalStateException("javac failed; its errors stand above.");
      }
      return times;
    }
  }
}
