package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An objective on the batch that is bound, as a composite sum: the active parameters one after the
 * other. The parameters themselves are where points are put to be evaluated.
 */
final class CompositeView implements Composite {

  private final SolvableObjective<?> objective;
  private final boolean[] active;
  private final List<Memory> tensors;
  private final int[] offsets;
  private final int size;
  private final boolean single;

  /** The point that the parameters are at. */
  private final double[] placed;

  private boolean isPlaced;

  /** Whether the terms are those of the point. */
  private boolean isValued;

  private double smooth;
  private double penalty;

  /**
   * A view.
   *
   * @param active by parameter, whether it is solved for
   * @throws IllegalArgumentException if there are too many numbers for one array
   */
  CompositeView(SolvableObjective<?> objective, boolean[] active) {
    this.objective = objective;
    this.active = active;
    tensors = objective.tensors();
    offsets = new int[tensors.size()];
    long count = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (active[i]) {
        offsets[i] = (int) Math.min(count, Integer.MAX_VALUE);
        count += tensors.get(i).length();
      }
    }
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "A solver can have at most 2^31 - 9 parameters, not " + count + ".");
    }
    size = (int) count;
    single = objective.isSingle();
    placed = new double[size];
  }

  /** The active parameters as they are. */
  double[] read() {
    double[] x = new double[size];
    for (int i = 0; i < offsets.length; i++) {
      if (active[i]) {
        Memory tensor = tensors.get(i);
        tensor.read(x, offsets[i], (int) tensor.length());
      }
    }
    return x;
  }

  /** Sets the active parameters. */
  void write(double[] x) {
    for (int i = 0; i < offsets.length; i++) {
      if (active[i]) {
        Memory tensor = tensors.get(i);
        tensor.write(x, offsets[i], (int) tensor.length());
      }
    }
    isPlaced = false;
    isValued = false;
  }

  private void place(double[] x) {
    if (!isPlaced || !Arrays.equals(x, placed)) {
      write(x);
      System.arraycopy(x, 0, placed, 0, size);
      isPlaced = true;
    }
  }

  private void takeTerms() {
    smooth = objective.smoothPart();
    penalty = objective.nonsmoothPart();
    isValued = true;
  }

  private void evaluate(double[] x) {
    place(x);
    if (!isValued) {
      objective.value();
      takeTerms();
    }
  }

  /** All terms at a point, to which the parameters are set. */
  Evaluation terms(double[] x) {
    evaluate(x);
    return objective.result();
  }

  /** Hears that penalties have other factors now. */
  void factorsChanged() {
    isValued = false;
  }

  @Override
  public void moved(double[] x) {
    isPlaced = x != null;
    isValued = false;
    if (x != null) {
      System.arraycopy(x, 0, placed, 0, size);
      takeTerms();
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double smooth(double[] x) {
    evaluate(x);
    return smooth;
  }

  @Override
  public double smooth(double[] x, double[] gradient) {
    place(x);
    objective.valueAndGradient();
    takeTerms();
    for (int i = 0; i < offsets.length; i++) {
      if (active[i]) {
        Memory memory = objective.gradientOf(i);
        memory.read(gradient, offsets[i], (int) tensors.get(i).length());
      }
    }
    return smooth;
  }

  @Override
  public double penalty(double[] x) {
    evaluate(x);
    return penalty;
  }

  @Override
  public void proximal(double[] x, double[] gradient, double step, double[] result) {
    place(x);
    for (int i = 0; i < offsets.length; i++) {
      if (active[i]) {
        Memory memory = objective.gradientOf(i);
        memory.ensure(tensors.get(i).length());
        memory.write(gradient, offsets[i], (int) tensors.get(i).length());
      }
    }
    objective.proximal(active, step);
    for (int i = 0; i < offsets.length; i++) {
      if (active[i]) {
        tensors.get(i).read(result, offsets[i], (int) tensors.get(i).length());
      }
    }
    System.arraycopy(result, 0, placed, 0, size);
    isValued = false;
  }

  @Override
  public boolean isSmooth() {
    return objective.declaration().smooth();
  }

  @Override
  public boolean isQuadratic() {
    return objective.declaration().quadratic();
  }

  @Override
  public double precision() {
    return single ? Math.ulp(1.0f) : Math.ulp(1.0);
  }

  @Override
  public void round(double[] x) {
    if (single) {
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) x[i];
      }
    }
  }

  @Override
  public String culprit() {
    Map<String, Double> terms = objective.result().terms();
    for (Map.Entry<String, Double> term : terms.entrySet()) {
      if (!Double.isFinite(term.getValue())) {
        return "the term " + term.getKey() + " is " + term.getValue();
      }
    }
    List<String> names = objective.parameters().names();
    for (int i = 0; i < offsets.length; i++) {
      if (active[i]) {
        double[] values = new double[(int) tensors.get(i).length()];
        objective.gradientOf(i).read(values, 0, values.length);
        for (double value : values) {
          if (!Double.isFinite(value)) {
            return "the gradient by " + names.get(i) + " has an element " + value;
          }
        }
      }
    }
    return "the sum of the terms " + terms + " or the norm of its gradient is not finite";
  }

  @Override
  public LinearModel linear() {
    LinearModel model = objective.linearModel();
    if (model == null) {
      return null;
    }
    String weights = objective.parameters().names().get(model.weightParameter());
    if (!active[model.weightParameter()]) {
      throw new IllegalStateException(
          "@Optimizer.CoordinateDescent solves for "
              + weights
              + ", which is frozen. Call parameters().unfreeze(\""
              + weights
              + "\").");
    }
    if (!model.hasIntercept() || active[model.interceptParameter()]) {
      return model;
    }
    double[] fixed = new double[1];
    tensors.get(model.interceptParameter()).read(fixed, 0, 1);
    return new FixedIntercept(model, fixed[0]);
  }

  @Override
  public int[] linearPlaces() {
    LinearModel model = objective.linearModel();
    boolean solved = model.hasIntercept() && active[model.interceptParameter()];
    return new int[] {
      offsets[model.weightParameter()], solved ? offsets[model.interceptParameter()] : -1
    };
  }

  @Override
  public Workers pool() {
    return objective.pool();
  }
}
