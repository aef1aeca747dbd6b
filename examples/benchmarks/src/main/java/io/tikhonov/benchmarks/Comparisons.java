package io.tikhonov.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The main table: each work on all sides in turn. */
final class Comparisons {

  /** Losses of so many steps are compared. */
  private static final int CHECKED_STEPS = 10;

  private static final double TOLERANCE = 1e-3;

  private final Options options;
  private final Sides sides;

  Comparisons(Options options, Sides sides) {
    this.options = options;
    this.sides = sides;
  }

  private List<Comparison> wanted() {
    return Comparison.all().stream().filter(c -> options.wants(c.name())).toList();
  }

  boolean any() {
    return !wanted().isEmpty();
  }

  String run() {
    List<String> titles = new ArrayList<>(List.of("work", "Tikhonov, ms", "PyTorch in a JVM, ms"));
    if (options.python().isPresent()) {
      for (PythonWay way : PythonWay.values()) {
        titles.add("Python, " + way.word() + ", ms");
      }
    } else {
      titles.add("PyTorch elsewhere, ms ¹");
    }
    titles.addAll(
        List.of(
            "ND4J, ms",
            "PyTorch's best ÷ ours",
            "goal",
            "reached",
            "whole ÷ ours",
            "ND4J ÷ ours",
            "losses differ by"));
    Table table = new Table(titles.toArray(String[]::new));
    for (Comparison comparison : wanted()) {
      System.err.println("... " + comparison.name());
      table.row(measure(comparison));
    }
    String notes =
        """
        In brackets the fastest and the slowest round. PyTorch's best is the better of eager and compiled in
        Python, where a Python is given, and of all columns otherwise. In "whole" a user writes the optimizer
        as well to have it compiled together with the rest. The goal is how many times faster than PyTorch's
        best we want to be; for ND4J's updater it is 20. The last column is the largest relative difference of
        the losses of the first %d steps between the sides.
        """
            .formatted(CHECKED_STEPS);
    String elsewhere =
        """
        ¹ PyTorch 2.13 in Python at its best, with torch.compile where that helps; not measured in this run.
        """;
    return table + "\n" + notes + (options.python().isPresent() ? "" : elsewhere);
  }

  private String[] measure(Comparison comparison) {
    List<Peer> peers = new ArrayList<>();
    try {
      Times ours = start(sides.tikhonov(), comparison, peers);
      List<Times> inJvm = new ArrayList<>();
      inJvm.add(start(sides.pyTorch(1), comparison, peers));
      if (comparison.products()) {
        inJvm.add(start(sides.pyTorch(Sides.CORES), comparison, peers));
      }
      Map<PythonWay, Times> inPython = new EnumMap<>(PythonWay.class);
      for (PythonWay way : PythonWay.values()) {
        sides.python(way).ifPresent(peer -> inPython.put(way, start(peer, comparison, peers)));
      }
      List<Times> all = new ArrayList<>(List.of(ours));
      all.addAll(inJvm);
      all.addAll(inPython.values());
      if (comparison.nd4j()) {
        all.add(start(sides.nd4j(), comparison, peers));
      }
      double difference = difference(comparison, peers);
      Times.alternate(all, options);
      double nd4j = comparison.nd4j() ? all.get(all.size() - 1).median() : Double.NaN;
      Times torch = inJvm.stream().min(Comparator.comparingDouble(Times::median)).orElseThrow();
      return row(comparison, ours, torch, inPython, nd4j, difference);
    } finally {
      peers.forEach(Peer::close);
    }
  }

  private static Times start(Peer peer, Comparison comparison, List<Peer> peers) {
    peers.add(peer);
    peer.open(comparison.work(), comparison.size());
    return new Times(peer);
  }

  /** How far the sides' losses are apart. Sides that compute something else are not compared. */
  private static double difference(Comparison comparison, List<Peer> peers) {
    List<double[]> losses = peers.stream().map(peer -> peer.losses(CHECKED_STEPS)).toList();
    double[] reference = losses.get(0);
    double worst = 0;
    for (int side = 1; side < losses.size(); side++) {
      double[] other = losses.get(side);
      for (int i = 0; i < CHECKED_STEPS; i++) {
        double scale = Math.max(Math.abs(reference[i]), Math.abs(other[i]));
        double difference = Math.abs(reference[i] - other[i]) / scale;
        if (!(difference < TOLERANCE)) {
          throw new IllegalStateException(
              "%s: the loss of step %d is %s with Tikhonov and %s with %s."
                  .formatted(comparison.name(), i, reference[i], other[i], peers.get(side).name()));
        }
        worst = Math.max(worst, difference);
      }
    }
    return worst;
  }

  private static String[] row(
      Comparison comparison,
      Times ours,
      Times inJvm,
      Map<PythonWay, Times> inPython,
      double nd4j,
      double difference) {
    List<String> cells =
        new ArrayList<>(List.of(comparison.title(), Table.millis(ours), Table.millis(inJvm)));
    double best = Double.POSITIVE_INFINITY;
    if (inPython.isEmpty()) {
      cells.add(Table.millis(comparison.elsewhere()));
      double elsewhere = comparison.elsewhere();
      best = Double.isNaN(elsewhere) ? inJvm.median() : Math.min(inJvm.median(), elsewhere);
    }
    double whole = Double.NaN;
    for (Map.Entry<PythonWay, Times> way : inPython.entrySet()) {
      double millis = way.getValue().median();
      cells.add(Table.millis(way.getValue()));
      if (way.getKey() == PythonWay.WHOLE) {
        whole = millis;
      } else {
        best = Math.min(best, millis);
      }
    }
    double ratio = best / ours.median();
    double goal = comparison.goal();
    cells.addAll(
        List.of(
            Table.millis(nd4j),
            Table.ratio(ratio),
            Table.ratio(goal),
            Double.isNaN(goal) ? "" : ratio >= goal ? "yes" : "no",
            Table.ratio(whole / ours.median()),
            Table.ratio(nd4j / ours.median()),
            String.format(Locale.ROOT, "%.0e", difference)));
    return cells.toArray(String[]::new);
  }
}
