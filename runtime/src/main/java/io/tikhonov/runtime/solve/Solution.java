package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Evaluation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link Solver} has found, and how close it is: an answer even if it has not converged. The
 * parameters of the objective are those of the solution.
 */
public final class Solution {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Outcome outcome;
  private final String solver;
  private final Certificate certificate;
  private final Evaluation terms;
  private final Run run;
  private final Duration time;

  /**
   * How close a point is to a minimiser.
   *
   * @param value 0 at a minimiser
   * @param kind what it is, such as "norm of the prox-gradient map, relative"
   * @param tolerance what the value had to come down to
   */
  public record Certificate(double value, String kind, double tolerance) {

    /** The certificate in words. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %.3g (tolerance %.3g)", kind, value, tolerance);
    }
  }

  /**
   * An entry of the history.
   *
   * @param number of iterations made before
   * @param objective F
   * @param certificate there, or at the point from which the iteration went if that costs nothing
   */
  public record Iteration(int number, double objective, double certificate) {

    /** The iteration in a line. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "iteration %d: objective %.9g, certificate %.3g",
          number,
          objective,
          certificate);
    }
  }

  Solution(
      String solver,
      Outcome outcome,
      Certificate certificate,
      Evaluation terms,
      Run run,
      Duration time) {
    this.solver = solver;
    this.outcome = outcome;
    this.certificate = certificate;
    this.terms = terms;
    this.run = run;
    this.time = time;
  }

  /** Whether the certificate is within the tolerance. */
  public boolean converged() {
    return outcome.converged();
  }

  /** How close the parameters are to a minimiser, computed at these very parameters. */
  public Certificate certificate() {
    return certificate;
  }

  /** The number of iterations. */
  public int iterations() {
    return run.iterations();
  }

  /** How often the gradient was computed. */
  public long gradientEvaluations() {
    return run.gradients();
  }

  /** How often the value alone was computed, without the gradient. */
  public long valueEvaluations() {
    return run.values();
  }

  /** How long it took. */
  public Duration time() {
    return time;
  }

  /** The declared sum F at the solution. */
  public double objective() {
    return terms.loss();
  }

  /** Every declared term at the solution. */
  public Evaluation terms() {
    return terms;
  }

  /** Objective and certificate over the iterations, for plots; some iterations may be left out. */
  public List<Iteration> history() {
    return Collections.unmodifiableList(run.history());
  }

  /**
   * This solution, if it has converged.
   *
   * @throws IllegalStateException if it has not; the message has the numbers and advice
   */
  public Solution orThrow() {
    if (converged()) {
      return this;
    }
    throw new IllegalStateException(
        this
            + ". More iterations (maxIterations) or a larger tolerance help; so do features of"
            + " about the same scale and a solver that suits the problem.");
  }

  /** The outcome in words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s after %d iterations and %d gradients in %.3g s%s: objective %.9g, %s",
        solver,
        converged() ? "converged" : "has not converged",
        iterations(),
        gradientEvaluations(),
        time.toNanos() / NANOS_PER_SECOND,
        converged() ? "" : " (" + outcome.reason() + ")",
        objective(),
        certificate);
  }
}
