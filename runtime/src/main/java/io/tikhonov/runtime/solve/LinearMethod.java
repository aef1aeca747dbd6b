package io.tikhonov.runtime.solve;

import java.util.Arrays;

/** {@link CoordinateDescent} as a method. */
final class LinearMethod implements Method, AutoCloseable {

  private final boolean keeps;
  private Composite problem;
  private CoordinateDescent descent;

  /**
   * A method.
   *
   * @param keeps whether the next solution is of the same sum on the same batch, except for its
   *     factors; {@link #close} gives the memory back
   */
  LinearMethod(boolean keeps) {
    this.keeps = keeps;
  }

  private CoordinateDescent descent(Composite sum) {
    if (descent == null || problem != sum) {
      close();
      LinearModel model = sum.linear();
      if (model == null) {
        throw new IllegalStateException(
            "@Optimizer.CoordinateDescent needs a loss of x.matmul(w).plus(b), row by row.");
      }
      descent = new CoordinateDescent(model, sum.pool());
      problem = sum;
    }
    return descent;
  }

  @Override
  public Outcome minimize(Run run, double[] start) {
    try {
      Composite sum = run.problem();
      int[] places = sum.linearPlaces();
      CoordinateDescent solver = descent(sum);
      int features = solver.model.features();
      double[] w = Arrays.copyOfRange(start, places[0], places[0] + features);
      double[] b = {places[1] < 0 ? 0 : start[places[1]]};
      long before = solver.evaluations();
      CoordinateDescent.Result result =
          solver.solve(
              w,
              b,
              run.tolerance(),
              run.maxIterations(),
              (objective, gap) -> run.iterated(objective, gap));
      run.evaluated(solver.evaluations() - before);
      double[] x = start.clone();
      System.arraycopy(w, 0, x, places[0], features);
      if (places[1] >= 0) {
        x[places[1]] = b[0];
      }
      boolean isEvaluated = result.iterations() > 0 && solver.model.leavesTerms();
      sum.moved(isEvaluated ? x : null);
      return run.endWithGap(x, result.gap(), result.reason());
    } finally {
      if (!keeps) {
        close();
      }
    }
  }

  /** See {@link ZeroFactor}. */
  double zeroFactor(
      Composite sum,
      double[] x,
      Runnable withoutPenalties,
      Runnable withPenalties,
      double tolerance) {
    int[] places = sum.linearPlaces();
    CoordinateDescent solver = descent(sum);
    int features = solver.model.features();
    withoutPenalties.run();
    LinearModel.Separable fixed = solver.model.penalty();
    withPenalties.run();
    LinearModel.Separable moving = solver.model.penalty();
    ZeroFactor zero = new ZeroFactor(fixed, moving);
    double[] w = new double[features];
    double[] b = {places[1] < 0 ? 0 : x[places[1]]};
    double[] gradient = solver.gradientWithout(zero.penalised(), w, b, tolerance, 1000);
    System.arraycopy(w, 0, x, places[0], features);
    if (places[1] >= 0) {
      x[places[1]] = b[0];
    }
    return zero.factor(gradient);
  }

  @Override
  public void close() {
    if (descent != null) {
      descent.close();
      descent = null;
      problem = null;
    }
  }
}
