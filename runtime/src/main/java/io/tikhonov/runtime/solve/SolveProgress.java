package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.ProgressForm;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a solver is: how much of the way, in decimal digits of the certificate, from the
 * first one to the tolerance.
 */
abstract class SolveProgress implements AutoCloseable {

  private static final int UPDATE_MILLIS = 200;
  private static final int PERCENT = 100;

  /** Lines are shown when another such part of the way is done. */
  private static final int LINE_PERCENT = 10;

  private final double goal;
  private double first = Double.NaN;
  private int reached;

  private SolveProgress(double tolerance) {
    goal = Math.log(tolerance);
  }

  /**
   * The form that suits the output.
   *
   * @param solver its name
   * @param out takes lines
   */
  static SolveProgress of(boolean shown, String solver, double tolerance, Consumer<String> out) {
    return switch (ProgressForm.of(shown)) {
      case BAR -> new Bar(solver, tolerance);
      case LINES -> new Lines(solver, tolerance, out);
      case OFF -> new None(tolerance);
    };
  }

  /** Hears of an iteration. */
  void iterated(Solution.Iteration iteration) {
    double digits = Math.log(Math.max(iteration.certificate(), Double.MIN_VALUE));
    if (Double.isNaN(first)) {
      first = digits;
    }
    double share = first > goal ? (first - digits) / (first - goal) : 1;
    reached = Math.max(reached, (int) (PERCENT * Math.min(1, Math.max(0, share))));
    show(iteration, reached);
  }

  abstract void show(Solution.Iteration iteration, int percent);

  @Override
  public abstract void close();

  private static final class None extends SolveProgress {
    None(double tolerance) {
      super(tolerance);
    }

    @Override
    void show(Solution.Iteration iteration, int percent) {}

    @Override
    public void close() {}
  }

  private static final class Bar extends SolveProgress {
    private final ProgressBar bar;

    Bar(String solver, double tolerance) {
      super(tolerance);
      bar =
          new ProgressBarBuilder()
              .setTaskName(solver)
              .setInitialMax(PERCENT)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .build();
    }

    @Override
    void show(Solution.Iteration iteration, int percent) {
      if (bar.getCurrent() != percent) {
        bar.stepTo(percent);
        bar.setExtraMessage(
            String.format(
                Locale.ROOT,
                "iteration %d certificate %.2g",
                iteration.number(),
                iteration.certificate()));
      }
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends SolveProgress {
    private final String solver;
    private final Consumer<String> out;
    private int printed;

    Lines(String solver, double tolerance, Consumer<String> out) {
      super(tolerance);
      this.solver = solver;
      this.out = out;
    }

    @Override
    void show(Solution.Iteration iteration, int percent) {
      int due = percent / LINE_PERCENT;
      if (due > printed) {
        printed = due;
        out.accept(solver + ": " + iteration);
      }
    }

    @Override
    public void close() {}
  }
}
