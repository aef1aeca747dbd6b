package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * An objective on the batch that is bound, as the saddle point of f(x) + g(x) + ⟨Kx + a, p⟩ over x
 * and dual variables p whose norms are bounded.
 */
final class SaddleView {

  /** Ends the names of the memory that has the shape of a parameter. */
  private static final String EXTRAPOLATED = "/extrapolated";

  private final SolvableObjective<?> objective;
  private final List<Memory> parameters;
  private final List<Memory> extrapolated = new ArrayList<>();
  private final List<Memory> duals = new ArrayList<>();

  SaddleView(SolvableObjective<?> objective) {
    this.objective = objective;
    parameters = objective.tensors();
    objective
        .memory()
        .forEach(
            (name, memory) -> (name.endsWith(EXTRAPOLATED) ? extrapolated : duals).add(memory));
  }

  /** The number of elements of x. */
  int size() {
    return length(parameters);
  }

  /** The number of elements of p. */
  int dualSize() {
    return length(duals);
  }

  private static int length(List<Memory> tensors) {
    return tensors.stream().mapToInt(it -> (int) it.length()).sum();
  }

  /** Starts at x with p = 0. */
  void start(double[] x) {
    write(parameters, x);
    write(extrapolated, x);
    duals.forEach(Memory::zero);
  }

  void readParameters(double[] x) {
    read(parameters, x);
  }

  void readDuals(double[] p) {
    read(duals, p);
  }

  /**
   * Makes an iteration.
   *
   * @param length τ of the step of x
   * @param dualLength σ of the step of p
   * @param beyond θ of the extrapolation
   */
  void iterate(double length, double dualLength, double beyond) {
    objective.iterate(length, dualLength, beyond);
  }

  /** F(x). */
  double primal() {
    objective.value();
    return objective.result().loss();
  }

  /** The value of the dual problem at p, where there is one. */
  double dual() {
    return objective.dual();
  }

  /** The number d if f is d/2·‖x − c‖² plus a constant; 0 for any other f. */
  double curvature() {
    return objective.curvatureOfSmoothPart();
  }

  /** Whether iterations take the proximal step of f, not one along its gradient. */
  boolean isExact() {
    return objective.isExact();
  }

  /** A bound of ‖K‖² if one is known; 0 otherwise. */
  double squaredNorm() {
    return objective.boundOfSquaredNorm();
  }

  /** KᵀKx; x is where the parameters are put. */
  void normal(double[] x, double[] result) {
    write(parameters, x);
    objective.normal();
    int at = 0;
    for (int i = 0; i < parameters.size(); i++) {
      int count = (int) parameters.get(i).length();
      objective.gradientOf(i).read(result, at, count);
      at += count;
    }
  }

  private static void read(List<Memory> tensors, double[] values) {
    int at = 0;
    for (Memory tensor : tensors) {
      tensor.read(values, at, (int) tensor.length());
      at += (int) tensor.length();
    }
  }

  private static void write(List<Memory> tensors, double[] values) {
    int at = 0;
    for (Memory tensor : tensors) {
      tensor.write(values, at, (int) tensor.length());
      at += (int) tensor.length();
    }
  }
}
