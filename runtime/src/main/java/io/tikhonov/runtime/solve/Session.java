package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Evaluation;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An objective on one batch that is solved again and again with other factors of its penalties,
 * each time from where it is. Between {@code new} and {@link #close} the parameters belong to the
 * session.
 */
final class Session<B extends Record> implements AutoCloseable {

  private static final double MOST_FACTOR = 1e30;
  private static final double LEAST_FACTOR = 1e-30;
  private static final int BISECTIONS = 200;

  /** What is found by solving is a little off, and 0 shall be the solution. */
  private static final double MARGIN = 1e-10;

  private final SolvableObjective<B> objective;
  private final boolean[] along;
  private final boolean[] active;
  private final CompositeView view;
  private final Method method;

  /** Factors and parameters as they were before. */
  private final double[] factors;

  private final double[] start;
  private boolean kept;
  private final double tolerance;
  private final int maxIterations;

  /**
   * Takes an objective over.
   *
   * @param along by penalty, whether factors are for it
   */
  Session(
      SolvableObjective<B> objective,
      B batch,
      boolean[] along,
      double tolerance,
      int maxIterations) {
    this.objective = objective;
    this.along = along;
    this.tolerance = tolerance;
    this.maxIterations = maxIterations;
    active = objective.unfrozen();
    method = Methods.of(objective, true);
    factors = objective.factors().clone();
    objective.enter(batch);
    boolean done = false;
    try {
      view = new CompositeView(objective, active);
      start = view.read();
      done = true;
    } finally {
      if (!done) {
        objective.leave();
      }
    }
  }

  void setFactor(double factor) {
    double[] current = objective.factors();
    for (int i = 0; i < current.length; i++) {
      if (along[i]) {
        current[i] = factor;
      }
    }
    view.factorsChanged();
  }

  /** Goes to a point, given by the values of all parameters. */
  void start(Map<String, INDArray> values) {
    view.write(flat(values));
  }

  /** Leaves parameters and factors as they are when the session ends. */
  void keep() {
    kept = true;
  }

  /** Values of all parameters as a point of the active ones. */
  private double[] flat(Map<String, INDArray> values) {
    List<String> names = objective.parameters().names();
    double[] x = new double[view.size()];
    int at = 0;
    for (int i = 0; i < active.length; i++) {
      if (active[i]) {
        double[] numbers = SolutionPath.numbers(values.get(names.get(i)));
        System.arraycopy(numbers, 0, x, at, numbers.length);
        at += numbers.length;
      }
    }
    return x;
  }

  /** A solution with its terms; the parameters are there. */
  record Solved(Outcome outcome, Evaluation terms, int iterations) {}

  Solved solve(double factor) {
    setFactor(factor);
    Run run = new Run(view, tolerance, maxIterations, iteration -> {});
    Outcome outcome = method.minimize(run, view.read());
    return new Solved(outcome, view.terms(outcome.x()), run.iterations());
  }

  /**
   * The least factor for which the penalised parameters are 0 in the solution, and puts that
   * solution into the parameters.
   */
  double zeroFactor() {
    if (method instanceof LinearMethod linear) {
      double[] x = view.read();
      double factor =
          linear.zeroFactor(
              view, x, () -> setFactor(0), () -> setFactor(1), 1e-3 * Math.min(tolerance, 1e-6));
      view.write(x);
      return factor * (1 + MARGIN);
    } else if (method instanceof PrimalDual) {
      throw new IllegalStateException(
          "The largest factor is not known for @Optimizer.PrimalDual, whose penalties need not make"
              + " parameters 0. Give the grid yourself: factors(10, 1, 0.1).");
    } else if (objective.declaration().smooth()) {
      return Double.POSITIVE_INFINITY;
    }
    return generalZeroFactor();
  }

  private double generalZeroFactor() {
    boolean[] penalised = penalised();
    boolean[] others = new boolean[active.length];
    boolean any = false;
    boolean rest = false;
    for (int i = 0; i < others.length; i++) {
      others[i] = active[i] && !penalised[i];
      any |= active[i] && penalised[i];
      rest |= others[i];
      penalised[i] &= active[i];
    }
    if (!any) {
      throw new IllegalStateException("All penalised parameters are frozen.");
    }
    CompositeView held = new CompositeView(objective, penalised);
    double[] zero = new double[held.size()];
    held.write(zero);
    if (rest) {
      CompositeView free = new CompositeView(objective, others);
      Run run = new Run(free, 0.01 * tolerance, maxIterations, iteration -> {});
      free.write(Methods.of(objective).minimize(run, free.read()).x());
    }
    double[] gradient = new double[zero.length];
    double[] point = new double[zero.length];
    CompositeView fresh = new CompositeView(objective, penalised);
    fresh.smooth(zero, gradient);
    double high = 1;
    while (leaves(fresh, high, zero, gradient, point)) {
      high *= 16;
      if (high > MOST_FACTOR) {
        fresh.write(zero);
        return Double.POSITIVE_INFINITY;
      }
    }
    double low = high;
    while (!leaves(fresh, low, zero, gradient, point)) {
      low /= 16;
      if (low < LEAST_FACTOR) {
        fresh.write(zero);
        return 0;
      }
    }
    for (int i = 0; i < BISECTIONS && high > low * (1 + MARGIN); i++) {
      double middle = Math.sqrt(low * high);
      if (leaves(fresh, middle, zero, gradient, point)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    fresh.write(zero);
    return high * (1 + MARGIN);
  }

  /** Whether a proximal step leaves 0. */
  private boolean leaves(
      CompositeView held, double factor, double[] zero, double[] gradient, double[] point) {
    setFactor(factor);
    held.proximal(zero, gradient, 1, point);
    for (double value : point) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * By parameter, whether a factor acts on it: penalties are named {@code parameter/Annotation}.
   */
  private boolean[] penalised() {
    List<String> names = objective.parameters().names();
    boolean[] result = new boolean[names.size()];
    List<String> penalties = objective.declaration().terms();
    for (int i = 0; i < along.length; i++) {
      if (along[i]) {
        int parameter = names.indexOf(parameter(penalties.get(i)));
        if (parameter < 0) {
          throw new IllegalArgumentException(
              "The largest factor for \"%s\" is not known: it acts on no single parameter. Give the"
                      .formatted(penalties.get(i))
                  + " grid by factors(...).");
        }
        result[parameter] = true;
      }
    }
    return result;
  }

  static String parameter(String penalty) {
    int slash = penalty.lastIndexOf('/');
    return slash < 0 ? penalty : penalty.substring(0, slash);
  }

  /** Leaves the objective as it was before, unless {@link #keep} was called. */
  @Override
  public void close() {
    try {
      if (!kept) {
        System.arraycopy(factors, 0, objective.factors(), 0, factors.length);
        view.write(start);
      }
      if (method instanceof LinearMethod linear) {
        linear.close();
      }
    } finally {
      objective.leave();
    }
  }
}
