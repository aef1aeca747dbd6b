package io.tikhonov.runtime;

import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.GeneratedObjective;
import io.tikhonov.runtime.support.Initializers;
import io.tikhonov.runtime.support.Kernel;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Sums;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An objective without inputs by hand, in double precision: ½‖p − target‖² by gradient descent with
 * learning rate ¼, and a state that counts steps.
 */
final class PointObjective extends GeneratedObjective<PointObjective.Batch> {

  private static final double LEARNING_RATE = 0.25;

  record Batch() {}

  private final int size;
  private final Doubles p;
  private final Doubles target;
  private final Doubles steps;
  private final Doubles lastGradient;
  private final Doubles gradient = doubles();
  private final Sums squares = sums(1);
  private final Kernel distanceKernel = Kernel.scalar("distance", this::distance);

  PointObjective(INDArray target, int size, long seed) {
    super(
        new Definition(
            "com.example.Point", "point-1", List.of(), List.of(new Definition.Term("fit", true))),
        seed,
        1);
    this.size = size;
    p = parameterDoubles("p", Initializers.NORMAL, Double.NaN, size);
    this.target = constantDoubles("target", target, size);
    steps = stateDoubles("steps", Initializers.ZEROS, Double.NaN);
    lastGradient = slotDoubles("p/last", size);
    gradient.ensure(size);
  }

  private void distance(int chunk, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double difference = p.data().get(i) - target.data().get(i);
      gradient.data().put(i, difference);
      sum += difference * difference;
    }
    squares.values()[squares.at(chunk)] = sum;
  }

  @Override
  protected Batch newBatch(INDArray[] values) {
    return new Batch();
  }

  @Override
  protected void bind(Batch batch) {}

  @Override
  protected void runStep(boolean[] active) {
    runGradient();
    for (int i = 0; i < size && active[0]; i++) {
      double g = gradient.data().get(i);
      p.data().put(i, p.data().get(i) - LEARNING_RATE * g);
      lastGradient.data().put(i, g);
    }
    steps.data().put(0, steps.data().get(0) + 1);
  }

  @Override
  protected void runValue() {
    runGradient();
  }

  @Override
  protected void runEvaluation() {
    runGradient();
  }

  @Override
  protected void runGradient() {
    launch(size, 2, distanceKernel, squares);
    terms[0] = squares.total(0) / 2;
  }

  @Override
  protected Memory gradient(int parameter) {
    return gradient;
  }

  @Override
  protected List<Pass> passes() {
    return List.of();
  }

  @Override
  protected double learningRateAt(long t) {
    return LEARNING_RATE;
  }
}
