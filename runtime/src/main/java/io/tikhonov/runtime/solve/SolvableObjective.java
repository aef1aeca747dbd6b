package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.GeneratedObjective;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * What generated objectives with a solver have in common. See {@link GeneratedObjective} for what
 * all of them implement.
 *
 * @param <B> the record of a batch
 */
public abstract class SolvableObjective<B extends Record> extends GeneratedObjective<B> {

  private final String model;
  private final SolverDeclaration solver;
  private final double[] factors;

  /** By term, whether it is in the smooth part. */
  private final boolean[] differentiable;

  private double stepLength = 1;

  /** Prepares an objective without tensors. */
  protected SolvableObjective(
      Definition definition, SolverDeclaration solver, long seed, int threads) {
    super(definition, seed, threads);
    model = definition.model();
    this.solver = solver;
    factors = new double[solver.penalties().size()];
    Arrays.fill(factors, 1);
    differentiable = new boolean[definition.terms().size()];
    for (int i = 0; i < differentiable.length; i++) {
      differentiable[i] = definition.terms().get(i).differentiable();
    }
  }

  // ---- what the generated class implements ----

  /**
   * Sets each parameter whose element is true to the proximal point, with the length {@link
   * #stepLength}, of itself less the length times its gradient.
   */
  protected abstract void runProximal(boolean[] active);

  // ---- what the generated class may use ----

  /** The length s of a proximal step. */
  protected final double stepLength() {
    return stepLength;
  }

  /** What the i-th penalty is multiplied by. */
  protected final double penaltyFactor(int index) {
    return factors[index];
  }

  // ---- for solvers ----

  @Override
  protected final void requireSteps() {
    throw new IllegalStateException(
        "%s is declared with @Optimizer.%s, which solves it as a whole: call"
                .formatted(model, solver.name())
            + " Solver.of(objective).solve(batch). For a training loop declare an update rule such"
            + " as @Optimizer.AdamW instead.");
  }

  /** The linear model of {@code @Optimizer.CoordinateDescent} on the batch, or null. */
  LinearModel linearModel() {
    return null;
  }

  final Workers pool() {
    return workers();
  }

  final String model() {
    return model;
  }

  final SolverDeclaration declaration() {
    return solver;
  }

  final double[] factors() {
    return factors;
  }

  /** Enters a solution; {@link #leave} ends it. */
  final void enter(B batch) {
    beginChange("solve");
    boolean entered = false;
    try {
      prepare(batch);
      entered = true;
    } finally {
      if (!entered) {
        end();
      }
    }
  }

  final void leave() {
    end();
  }

  final List<Memory> tensors() {
    return parameterMemory();
  }

  final Memory gradientOf(int parameter) {
    return gradient(parameter);
  }

  final void value() {
    runValue();
  }

  final void valueAndGradient() {
    runGradient();
  }

  final void proximal(boolean[] active, double length) {
    stepLength = length;
    runProximal(active);
  }

  /** The smooth part of what was computed last. */
  final double smoothPart() {
    return differentiable();
  }

  /**
   * The other terms of what was computed last: not the total less the smooth part, which rounds.
   */
  final double nonsmoothPart() {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      if (!differentiable[i]) {
        sum += terms[i];
      }
    }
    return sum;
  }

  /** All terms of what was computed last. */
  final Evaluation result() {
    return evaluation();
  }
}
