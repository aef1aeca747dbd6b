package io.tikhonov.examples;

import io.tikhonov.runtime.solve.SolutionPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a linear model, with the names of the features that they belong to. */
final class Weights {
  private final List<String> names;
  private final double[] values;

  private Weights(List<String> names, double[] values) {
    this.names = names;
    this.values = values;
  }

  static Weights of(List<String> names, INDArray values) {
    return new Weights(names, values.toDoubleVector());
  }

  String name(int index) {
    return names.get(index);
  }

  double value(int index) {
    return values[index];
  }

  /** Where the weights are not 0, the farthest from 0 first. */
  List<Integer> nonzero() {
    return IntStream.range(0, values.length)
        .filter(i -> values[i] != 0)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(values[i])))
        .toList();
  }

  /** The features that get a weight first as the penalty becomes weaker. */
  static List<String> first(int number, SolutionPath path, List<String> names) {
    List<String> found = new ArrayList<>();
    for (SolutionPath.Point point : path.points()) {
      Weights weights = of(names, point.coefficients().get("weights"));
      for (int i : weights.nonzero()) {
        if (found.size() < number && !found.contains(names.get(i))) {
          found.add(names.get(i));
        }
      }
    }
    return found;
  }
}
