package io.tikhonov.examples;

import io.tikhonov.examples.models.BurgersNetwork;
import io.tikhonov.examples.models.BurgersNetworkObjective;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Solves Burgers' equation by a network that is told the equation and no solution. */
final class PhysicsExample {
  private static final int BATCHES = 10;
  private static final int INTERIOR = 400;
  private static final int EDGE = 60;
  private static final int HIDDEN = 24;
  private static final int INNER = 24;
  private static final int STEPS = 8000;
  private static final long SEED = 7;

  private final Output out;
  private final Random random = new Random(SEED);

  PhysicsExample(Output out) {
    this.out = out;
  }

  void run() throws IOException {
    try (BurgersNetworkObjective objective =
        BurgersNetworkObjective.builder().hidden(HIDDEN).inner(INNER).seed(SEED).build()) {
      TrainingHistory history =
          Trainer.of(objective).steps(STEPS).fit(Dataset.ofBatches(batches()));
      describe(objective);
      plot(objective);
      out.files("physics", "Burgers' equation", history, BurgersNetworkObjective.class);
    }
  }

  // Points

  private List<Map<String, INDArray>> batches() {
    List<Map<String, INDArray>> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      double[] edgeX = new double[EDGE];
      double[] edgeT = new double[EDGE];
      double[] edgeU = new double[EDGE];
      for (int k = 0; k < EDGE; k++) {
        boolean start = k % 2 == 0;
        edgeX[k] = start ? 2 * random.nextDouble() - 1 : k % 4 - 2;
        edgeT[k] = start ? 0 : random.nextDouble();
        edgeU[k] = start ? Burgers.start(edgeX[k]) : 0;
      }
      batches.add(
          Map.of(
              "insideX", column(random.doubles(INTERIOR, -1, 1).toArray()),
              "insideT", column(random.doubles(INTERIOR, 0, 1).toArray()),
              "edgeX", column(edgeX),
              "edgeT", column(edgeT),
              "edgeU", column(edgeU)));
    }
    return batches;
  }

  private static INDArray column(double[] values) {
    return Nd4j.createFromArray(values).reshape(values.length, 1);
  }

  // What was learned

  private static double[] learned(BurgersNetworkObjective objective, double[] x, double time) {
    double[] t = new double[x.length];
    Arrays.fill(t, time);
    return objective.velocity(column(x), column(t)).dup().data().asDouble();
  }

  private void describe(BurgersNetworkObjective objective) {
    double[] x = LinePlot.spread(-1, 1, 101);
    double distance = 0;
    double size = 0;
    double largest = 0;
    for (double time : LinePlot.spread(0, 1, 51)) {
      double[] u = learned(objective, x, time);
      for (int i = 0; i < x.length; i++) {
        double exact = Burgers.exact(x[i], time, BurgersNetwork.VISCOSITY);
        distance += (u[i] - exact) * (u[i] - exact);
        size += exact * exact;
        largest = Math.max(largest, Math.abs(u[i] - exact));
      }
    }
    out.say("The network has seen the equation, the start and the walls, and no solution.");
    out.say(
        "It is off by %.2f %% of the exact velocity on average, and by %.4f at the worst point.",
        100 * Math.sqrt(distance / size), largest);
  }

  private void plot(BurgersNetworkObjective objective) throws IOException {
    LinePlot plot =
        new LinePlot("Burgers' equation: lines learned, dots exact", "place x", "velocity u");
    for (double time : new double[] {0, 0.25, 0.5, 1}) {
      DoubleUnaryOperator exact = x -> Burgers.exact(x, time, BurgersNetwork.VISCOSITY);
      double[] x = LinePlot.spread(-1, 1, 201);
      double[] dots = LinePlot.spread(-1, 1, 33);
      plot.line(String.format(Locale.ROOT, "t = %.2f", time), x, learned(objective, x, time));
      plot.dots(dots, Arrays.stream(dots).map(exact).toArray());
    }
    plot.write(out.file("physics.svg"));
    out.say("plot: %s", Output.shown(out.file("physics.svg")));
  }
}
