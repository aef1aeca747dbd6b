package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Pass;
import io.tikhonov.runtime.support.Checks;
import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.DoubleInput;
import io.tikhonov.runtime.support.Initializers;
import io.tikhonov.runtime.support.Memory;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear regression by hand, in the form of generated code with a solver, with parameters of
 * single or double precision:
 *
 * <pre>
 * squares = mean(½(x·w + b − y)²)
 * w/L1    = strength·‖w‖₁
 * </pre>
 */
final class RegressionObjective extends SolvableObjective<RegressionObjective.Batch> {

  record Batch(INDArray x, INDArray y) {}

  private final int features;
  private final double strength;
  private final Memory w;
  private final Memory b;
  private final Memory wGradient;
  private final Memory bGradient;
  private final DoubleInput x = doubleInput("x", "batch", "features");
  private final DoubleInput y = doubleInput("y", "batch");
  private int batch;

  /** How many evaluations there may be before they give NaN. */
  int evaluations = Integer.MAX_VALUE;

  private RegressionObjective(
      SolverDeclaration solver, boolean single, long features, double strength) {
    super(
        new Definition(
            "com.example.Regression",
            "regression-1",
            List.of("@Optimizer." + solver.name()),
            List.of(new Definition.Term("squares", true), new Definition.Term("w/L1", false))),
        solver,
        5,
        1);
    this.features = Checks.dimension("features", features);
    this.strength = strength;
    if (single) {
      w = parameterFloats("w", Initializers.NORMAL, 1, features);
      b = parameterFloats("b", Initializers.ZEROS, 1);
      wGradient = floats();
      bGradient = floats();
    } else {
      w = parameterDoubles("w", Initializers.NORMAL, 1, features);
      b = parameterDoubles("b", Initializers.ZEROS, 1);
      wGradient = doubles();
      bGradient = doubles();
    }
    wGradient.ensure(features);
    bGradient.ensure(1);
  }

  static RegressionObjective of(
      String solver, Map<String, Double> settings, boolean single, int features, double strength) {
    boolean smooth = strength == 0;
    return new RegressionObjective(
        new SolverDeclaration(
            solver,
            settings,
            smooth ? List.of() : List.of(new SolverDeclaration.Penalty("w/L1", strength)),
            smooth,
            true),
        single,
        features,
        strength);
  }

  @Override
  protected Batch newBatch(INDArray[] values) {
    return new Batch(values[0], values[1]);
  }

  @Override
  protected void bind(Batch values) {
    int rows = x.size(values.x(), 0);
    y.rank(values.y());
    x.check(values.x(), rows, features);
    y.check(values.y(), rows);
    x.bind(values.x());
    y.bind(values.y());
    batch = rows;
  }

  private static double[] numbers(Memory memory) {
    double[] numbers = new double[(int) memory.length()];
    memory.read(numbers, 0, numbers.length);
    return numbers;
  }

  private double factor() {
    return strength * (strength == 0 ? 1 : penaltyFactor(0));
  }

  private void forward(double[] slopes) {
    double[] weights = numbers(w);
    double intercept = numbers(b)[0];
    double sum = 0;
    double slope = 0;
    for (int i = 0; i < batch; i++) {
      double residual = intercept - y.data().get(i);
      for (int j = 0; j < features; j++) {
        residual += x.data().get(i * features + j) * weights[j];
      }
      sum += residual * residual;
      slope += residual / batch;
      for (int j = 0; j < features; j++) {
        slopes[j] += residual * x.data().get(i * features + j) / batch;
      }
    }
    bGradient.write(new double[] {slope}, 0, 1);
    double norm = 0;
    for (double weight : weights) {
      norm += Math.abs(weight);
    }
    terms[0] = evaluations-- > 0 ? sum / 2 / batch : Double.NaN;
    terms[1] = factor() * norm;
  }

  @Override
  protected void runValue() {
    forward(new double[features]);
  }

  @Override
  protected void runEvaluation() {
    runValue();
  }

  @Override
  protected void runGradient() {
    double[] slopes = new double[features];
    forward(slopes);
    wGradient.write(slopes, 0, features);
  }

  @Override
  protected void runProximal(boolean[] active) {
    double s = stepLength();
    if (active[0]) {
      double[] weights = numbers(w);
      double[] slopes = numbers(wGradient);
      for (int j = 0; j < features; j++) {
        double moved = weights[j] - s * slopes[j];
        weights[j] = Math.copySign(Math.max(Math.abs(moved) - s * factor(), 0), moved);
      }
      w.write(weights, 0, features);
    }
    if (active[1]) {
      b.write(new double[] {numbers(b)[0] - s * numbers(bGradient)[0]}, 0, 1);
    }
  }

  @Override
  protected Memory gradient(int parameter) {
    return parameter == 0 ? wGradient : bGradient;
  }

  @Override
  protected List<Pass> passes() {
    return List.of();
  }
}
