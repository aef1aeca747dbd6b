package io.tikhonov.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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
    Table table =
        new Table(
            "work",
            "Tikhonov, ms",
            "PyTorch eager, ms",
            "PyTorch elsewhere, ms ¹",
            "ND4J, ms",
            "eager ÷ ours",
            "elsewhere ÷ ours",
            "ND4J ÷ ours",
            "goal ²",
            "reached",
            "losses differ by");
    for (Comparison comparison : wanted()) {
      System.err.println("... " + comparison.name());
      table.row(measure(comparison));
    }
    return table
        + """

        ¹ PyTorch 2.13 in Python at its best, with torch.compile where that helps; measured elsewhere.
        ² Times faster than the better of the two; for ND4J's updater the goal is 20. In brackets the
        fastest and the slowest round. The last column is the largest relative difference of the losses of
        the first %d steps between the sides.
        """
            .formatted(CHECKED_STEPS);
  }

  private String[] measure(Comparison comparison) {
    List<Jvm> jvms = new ArrayList<>();
    try {
      Times ours = start(sides.tikhonov(), comparison, jvms);
      List<Times> torches = new ArrayList<>();
      torches.add(start(sides.pyTorch(1), comparison, jvms));
      if (comparison.products()) {
        torches.add(start(sides.pyTorch(2), comparison, jvms));
      }
      List<Times> all = new ArrayList<>(List.of(ours));
      all.addAll(torches);
      if (comparison.nd4j()) {
        all.add(start(sides.nd4j(), comparison, jvms));
      }
      double difference = difference(comparison, jvms);
      Times.alternate(all, options);
      Times torch = torches.stream().min(Comparator.comparingDouble(Times::median)).orElseThrow();
      double nd4j = comparison.nd4j() ? all.get(all.size() - 1).median() : Double.NaN;
      return row(comparison, ours, torch, nd4j, difference);
    } finally {
      jvms.forEach(Jvm::close);
    }
  }

  private static Times start(Jvm jvm, Comparison comparison, List<Jvm> jvms) {
    jvms.add(jvm);
    jvm.open(comparison.work(), comparison.size());
    return new Times(jvm);
  }

  /** How far the sides' losses are apart. Sides that compute something else are not compared. */
  private static double difference(Comparison comparison, List<Jvm> jvms) {
    List<double[]> losses = jvms.stream().map(jvm -> jvm.losses(CHECKED_STEPS)).toList();
    double[] reference = losses.get(0);
    double worst = 0;
    for (double[] other : losses) {
      for (int i = 0; i < CHECKED_STEPS; i++) {
        double scale = Math.max(Math.abs(reference[i]), Math.abs(other[i]));
        double difference = Math.abs(reference[i] - other[i]) / scale;
        if (!(difference < TOLERANCE)) {
          throw new IllegalStateException(
              "%s: the loss of step %d is %s with Tikhonov and %s with another side."
                  .formatted(comparison.name(), i, reference[i], other[i]));
        }
        worst = Math.max(worst, difference);
      }
    }
    return worst;
  }

  private static String[] row(
      Comparison comparison, Times ours, Times torch, double nd4j, double difference) {
    double eagerRatio = torch.median() / ours.median();
    double elsewhereRatio = comparison.elsewhere() / ours.median();
    double ratio = Double.isNaN(elsewhereRatio) ? eagerRatio : Math.min(eagerRatio, elsewhereRatio);
    double goal = comparison.goal();
    return new String[] {
      comparison.title(),
      Table.millis(ours),
      Table.millis(torch),
      Table.millis(comparison.elsewhere()),
      Table.millis(nd4j),
      Table.ratio(eagerRatio),
      Table.ratio(elsewhereRatio),
      Table.ratio(nd4j / ours.median()),
      Table.ratio(goal),
      Double.isNaN(goal) ? "" : ratio >= goal ? "yes" : "no",
      String.format(Locale.ROOT, "%.0e", difference)
    };
  }
}
