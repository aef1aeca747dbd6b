package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Minimises a declared sum on all of the data, and says how close it has come:
 *
 * <pre>{@code
 * Solution solution = Solver.of(objective).tolerance(1e-8).solve(data);
 * }</pre>
 *
 * <p>The class declares the method: {@code @Optimizer.Fista}, {@code Lbfgs} and so on. A solution
 * starts from the parameters as they are, and sets them to what was found when it returns; frozen
 * parameters stay. A solver is configured and used by one thread; if that thread is interrupted,
 * the best point so far is the answer, and the thread stays interrupted.
 *
 * @param <B> the record of the inputs of a batch
 */
public final class Solver<B extends Record> {

  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  static final double TOLERANCE = 1e-8;
  static final double SINGLE_TOLERANCE = 1e-5;
  private static final double LEAST_SINGLE_TOLERANCE = 1e-6;

  private final SolvableObjective<B> objective;
  private final Method method;
  private final boolean single;
  private final List<Consumer<Solution.Iteration>> listeners = new ArrayList<>();
  private double tolerance;
  private int maxIterations;
  private boolean progress = true;

  private Solver(SolvableObjective<B> objective) {
    this.objective = objective;
    method = Methods.of(objective);
    maxIterations = Methods.maxIterations(objective.declaration());
    single = objective.isSingle();
    tolerance = single ? SINGLE_TOLERANCE : TOLERANCE;
  }

  /**
   * A solver of this objective.
   *
   * @throws IllegalArgumentException if its class declares no solver
   */
  public static <B extends Record> Solver<B> of(Objective<B> objective) {
    return new Solver<>(solvable(objective));
  }

  static <B extends Record> SolvableObjective<B> solvable(Objective<B> objective) {
    if (objective instanceof SolvableObjective<B> solvable) {
      return solvable;
    }
    throw new IllegalArgumentException(
        (objective == null
                ? "The objective is null"
                : objective.getClass().getName() + " has no solver")
            + ": put one on the model's class in the place of its update rule, such as"
            + " @Optimizer.Fista or @Optimizer.Lbfgs. Update rules train by Trainer.of(objective).");
  }

  /**
   * How small the certificate must become: the norm of the prox-gradient map (of the gradient where
   * everything is smooth) relative to that of the gradient at the start or at 0, whichever is
   * larger; or a relative duality gap where the method has one. 1e-8 by default, 1e-5 in single
   * precision.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1, or below what single precision
   *     can reach
   */
  public Solver<B> tolerance(double value) {
    tolerance = requireTolerance(value, single, objective.model());
    return this;
  }

  static int requireIterations(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "The number of iterations must be at least 1, not " + number + ".");
    }
    return number;
  }

  static double requireTolerance(double value, boolean single, String model) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "The tolerance must lie between 0 and 1, not " + value + ".");
    }
    if (single && value < LEAST_SINGLE_TOLERANCE) {
      throw new IllegalArgumentException(
          ("A tolerance of %s is out of reach for %s: in single precision gradients have about 7"
                  + " digits. Ask for %s or more, or declare"
                  + " @TrainingObjective(precision = Precision.DOUBLE).")
              .formatted(value, model, LEAST_SINGLE_TOLERANCE));
    }
    return value;
  }

  /**
   * After how many iterations it is enough in any case: 100,000 by default for proximal gradient
   * steps, 10,000 for other methods, whose iterations cost more.
   *
   * @throws IllegalArgumentException if below 1
   */
  public Solver<B> maxIterations(int number) {
    maxIterations = requireIterations(number);
    return this;
  }

  /**
   * Whether progress is shown on the error stream; true by default. The system property {@code
   * tikhonov.progress} chooses the form: {@code bar}, {@code lines} or {@code off}.
   */
  public Solver<B> progress(boolean value) {
    progress = value;
    return this;
  }

  /** Adds a listener, which hears of each entry of the history in the solving thread. */
  public Solver<B> listener(Consumer<Solution.Iteration> listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Solves an objective without inputs.
   *
   * @throws IllegalArgumentException if it has inputs
   */
  public Solution solve() {
    if (!objective.inputs().isEmpty()) {
      throw new IllegalArgumentException(
          "This objective needs data for its inputs " + objective.inputs() + ": use solve(data).");
    }
    return solve(objective.batch(Map.of()));
  }

  /**
   * Solves on all rows of a data set, or on its one complete batch.
   *
   * @throws IllegalArgumentException if the data do not suit the inputs of the objective, or are
   *     several complete batches
   */
  public Solution solve(Dataset data) {
    return solve(objective.whole(data));
  }

  /**
   * Solves on a batch with all of the data.
   *
   * @return the solution, converged or not; the parameters are those of the solution
   * @throws ArithmeticException if a term or a gradient is not finite where that cannot be avoided;
   *     the message names the iteration and the term, and the parameters are as they were before
   * @throws IllegalStateException if all parameters are frozen
   */
  public Solution solve(B batch) {
    boolean[] active = active();
    objective.enter(batch);
    try {
      CompositeView view = new CompositeView(objective, active);
      double[] start = view.read();
      boolean done = false;
      try {
        Solution solution = solve(view, start);
        done = true;
        return solution;
      } finally {
        if (!done) {
          view.write(start);
        }
      }
    } finally {
      objective.leave();
    }
  }

  private boolean[] active() {
    boolean[] active = objective.unfrozen();
    for (boolean one : active) {
      if (one) {
        return active;
      }
    }
    throw new IllegalStateException(
        "There is nothing to solve for: all parameters of "
            + objective.model()
            + " are frozen. Call parameters().unfreeze(names).");
  }

  private Solution solve(CompositeView view, double[] start) {
    String name = objective.declaration().name();
    long began = System.nanoTime();
    Consumer<String> out = System.err::println;
    try (SolveProgress shown = SolveProgress.of(progress, name, tolerance, out)) {
      Consumer<Solution.Iteration> heard =
          iteration -> {
            shown.iterated(iteration);
            listeners.forEach(listener -> listener.accept(iteration));
          };
      Run run = new Run(view, tolerance, maxIterations, heard);
      Outcome outcome = method.minimize(run, start);
      Solution solution =
          new Solution(
              name,
              outcome,
              new Solution.Certificate(outcome.certificate(), outcome.kind(), tolerance),
              view.terms(outcome.x()),
              run,
              Duration.ofNanos(System.nanoTime() - began));
      LOG.debug("{}", solution);
      return solution;
    }
  }
}
