package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.Options.Simd;
import io.tikhonov.benchmarks.shared.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is measured from the start of a JVM. */
final class FreshJvms {

  private static final int STEPS = 200;
  private static final int BATCH = 64;
  private static final int COMPILATIONS = 10;
  private static final boolean[] VECTORS = {false, true};

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
    Map<String, Supplier<Peer>> starts = new LinkedHashMap<>();
    for (Simd simd : options.simd() == Simd.OFF ? new Simd[] {Simd.OFF} : Simd.values()) {
      starts.put("Tikhonov, --simd=" + simd.word(), () -> sides.tikhonov(simd));
    }
    starts.put("PyTorch in a JVM", () -> sides.pyTorch(1));
    if (options.python().isPresent()) {
      for (PythonWay way : PythonWay.values()) {
        starts.put("PyTorch in Python, " + way.word(), () -> sides.python(way).orElseThrow());
      }
    }
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

  private static Start time(Supplier<Peer> side) {
    long start = System.nanoTime();
    try (Peer peer = side.get()) {
      peer.open(Work.TABULAR, BATCH);
      double opened = since(start);
      peer.run(1);
      double first = since(start);
      peer.run(STEPS - 1);
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
            "models",
            "vector kernels",
            "first in a JVM, ms",
            "median of the later ones, ms",
            "for each model, ms");
    for (int models : new int[] {1, 50}) {
      for (boolean vectors : VECTORS) {
        if (vectors && options.simd() == Simd.OFF) {
          continue;
        }
        double[] times = compile(models, vectors);
        double warm = Times.median(Arrays.copyOfRange(times, 1, times.length));
        table.row(
            String.valueOf(models),
            vectors ? "yes" : "no",
            Table.millis(times[0]),
            Table.millis(warm),
            Table.millis(warm / models));
      }
    }
    return table.toString();
  }

  private double[] compile(int models, boolean vectors) {
    List<String> arguments =
        new ArrayList<>(List.of(String.valueOf(models), String.valueOf(COMPILATIONS)));
    if (vectors) {
      arguments.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    try (Peer peer = sides.program("CompileTimes", arguments.toArray(String[]::new))) {
      double[] times = peer.output().stream().mapToDouble(Double::parseDouble).toArray();
      if (times.length != COMPILATIONS) {
        throw new IllegalStateException("javac failed; its errors stand above.");
      }
      return times;
    }
  }
}
