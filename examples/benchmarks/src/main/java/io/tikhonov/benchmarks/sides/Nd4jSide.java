package io.tikhonov.benchmarks.sides;

import io.tikhonov.benchmarks.shared.Child;
import io.tikhonov.benchmarks.shared.Problem;
import io.tikhonov.benchmarks.shared.Work;
import io.tikhonov.benchmarks.shared.Workload;
import java.io.IOException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** Runs ND4J's updater for Adam, with the weight decay of AdamW. */
public final class Nd4jSide implements Child.Side {

  private static final double RATE = 1e-3;
  private static final double DECAY = 0.01;

  /** Takes no arguments; the protocol is that of {@link Child}. */
  public static void main(String[] args) throws IOException {
    Child.serve(new Nd4jSide());
  }

  @Override
  public Workload open(Work work, Problem problem) {
    if (work != Work.UPDATE_ADAMW) {
      throw new IllegalArgumentException("ND4J's side has no " + work);
    }
    return new AdamUpdate(problem);
  }

  private static final class AdamUpdate implements Workload {

    private final INDArray parameters;
    private final INDArray given;
    private final INDArray gradient;
    private final AdamUpdater updater;
    private int steps;

    AdamUpdate(Problem problem) {
      parameters = Arrays.of(problem.parameters().get(0));
      given = Arrays.of(problem.inputs().get(0));
      gradient = given.dup();
      updater = new AdamUpdater(new Adam(RATE, 0.9, 0.999, 1e-8));
      INDArray moments = Nd4j.zeros(1, 2 * parameters.length());
      updater.setStateViewArray(moments, parameters.shape(), 'c', true);
    }

    /** The updater turns the gradient into the update, in place. */
    @Override
    public void prepare() {
      gradient.assign(given);
    }

    @Override
    public void step() {
      updater.applyUpdater(gradient, steps, 0);
      steps++;
      parameters.muli(1 - RATE * DECAY);
      parameters.subi(gradient);
    }

    @Override
    public double stepWithLoss() {
      double loss = 0;
      for (long i = 0; i < parameters.length(); i++) {
        loss += parameters.getDouble(i) * given.getDouble(i);
      }
      step();
      return loss;
    }

    @Override
    public void close() {
      parameters.close();
      given.close();
      gradient.close();
    }
  }
}
