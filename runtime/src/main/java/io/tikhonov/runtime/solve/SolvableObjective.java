package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Batches;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.Floats;
import io.tikhonov.runtime.support.GeneratedObjective;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private double dualStep = 1;
  private double extrapolation;

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
   * #stepLength}, of itself less the length times its gradient. For solvers with proximal steps.
   */
  protected void runProximal(boolean[] active) {
    throw notWritten();
  }

  /** Makes an iteration of a primal-dual method. */
  protected void runIteration() {
    throw notWritten();
  }

  /** Leaves KᵀKx in the gradients, where K is the operator of a primal-dual method. */
  protected void runNormal() {
    throw notWritten();
  }

  /** The value of the dual problem; overridden where the smooth part is a sum of squares. */
  protected double runDual() {
    throw notWritten();
  }

  /** The curvature of a smooth part that is a sum of squares; 0 for any other. */
  protected double smoothCurvature() {
    return 0;
  }

  /**
   * True if iterations take the proximal step of the smooth part, not a step along its gradient.
   */
  protected boolean stepsExactly() {
    return false;
  }

  /** A bound of ‖K‖² for the operator of {@link #runNormal}; 0 if it has to be measured. */
  protected double squaredOperatorNorm() {
    return 0;
  }

  /** Computes the terms and the derivatives of the loss by the linear predictor. */
  protected void runLinearization() {
    throw notWritten();
  }

  /** The design matrix X by rows. */
  protected Memory designMemory() {
    throw notWritten();
  }

  /** The first derivative of the loss by each element of the linear predictor. */
  protected Memory slopeMemory() {
    throw notWritten();
  }

  /** The second derivative of the loss by each element of the linear predictor. */
  protected Memory curvaturesMemory() {
    throw notWritten();
  }

  /** Computes {@link #oneNormMemory}, {@link #squaresMemory}, and what there is of groups. */
  protected void runStrengths() {
    throw notWritten();
  }

  /** The factor of |wⱼ| for each coefficient. */
  protected Memory oneNormMemory() {
    throw notWritten();
  }

  /** The factor of ½wⱼ² for each coefficient. */
  protected Memory squaresMemory() {
    throw notWritten();
  }

  /** The number of the group of each coefficient; null if no groups are penalised. */
  protected Memory groupNumbersMemory() {
    return null;
  }

  /** For each coefficient the factor of the norm of its group, where there are groups. */
  protected Memory groupNormsMemory() {
    throw notWritten();
  }

  /** The index of the parameter w in Xw + b. */
  protected int coefficientsIndex() {
    throw notWritten();
  }

  /** The index of the parameter b in Xw + b; −1 if there is none. */
  protected int interceptIndex() {
    return -1;
  }

  /** True if the second derivatives do not depend on the parameters. */
  protected boolean hasConstantCurvature() {
    return false;
  }

  private IllegalStateException notWritten() {
    return new IllegalStateException("@Optimizer." + solver.name() + " does not call this.");
  }

  @Override
  protected final void runStep(boolean[] active) {
    throw notWritten();
  }

  @Override
  protected final double learningRateAt(long t) {
    return stepLength;
  }

  // ---- what the generated class may use ----

  /** The length s of a proximal step. */
  protected final double stepLength() {
    return stepLength;
  }

  /** The length σ of a step of dual variables. */
  protected final double dualStep() {
    return dualStep;
  }

  /** How far parameters are extrapolated after a step. */
  protected final double extrapolation() {
    return extrapolation;
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
      bindBatch(batch);
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

  /** Whether the parameters are of single precision. */
  final boolean isSingle() {
    return tensors().stream().anyMatch(Floats.class::isInstance);
  }

  /** By parameter, whether it is not frozen. */
  final boolean[] unfrozen() {
    List<String> names = parameters().names();
    Set<String> frozen = parameters().frozen();
    boolean[] unfrozen = new boolean[names.size()];
    for (int i = 0; i < unfrozen.length; i++) {
      unfrozen[i] = !frozen.contains(names.get(i));
    }
    return unfrozen;
  }

  /** All rows of a data set as one batch. */
  final B whole(Dataset data) {
    Batches batches = data.batches(data.size());
    if (batches.count() != 1) {
      throw new IllegalArgumentException(
          "A solver takes all data at once: one complete batch, not " + batches.count() + ".");
    }
    return batch(batches.get(0));
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

  final void normal() {
    runNormal();
  }

  final void iterate(double length, double dualLength, double beyond) {
    stepLength = length;
    dualStep = dualLength;
    extrapolation = beyond;
    runIteration();
  }

  final double dual() {
    return runDual();
  }

  final double curvatureOfSmoothPart() {
    return smoothCurvature();
  }

  final double boundOfSquaredNorm() {
    return squaredOperatorNorm();
  }

  final boolean isExact() {
    return stepsExactly();
  }

  /** The linear model of {@code @Optimizer.CoordinateDescent} on the batch, or null. */
  LinearModel linearModel() {
    return solver.name().equals("CoordinateDescent") ? new LinearView(this) : null;
  }

  final void linearize() {
    runLinearization();
  }

  final void strengths() {
    runStrengths();
  }

  /** The memory of the solver by name; the map belongs to the caller. */
  final Map<String, Memory> memory() {
    return slotMemory();
  }

  /** The smooth part of what was computed last. */
  final double smoothPart() {
    return differentiablePart();
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
    return currentTerms();
  }
}
