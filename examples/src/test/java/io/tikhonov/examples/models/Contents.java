package io.tikhonov.examples.models;

import io.tikhonov.runtime.Objective;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers in an objective; equal contents are equal bits. */
final class Contents {

  private Contents() {}

  /** Parameters and states. */
  static Map<String, List<Double>> of(Objective<?> objective) {
    Map<String, List<Double>> contents = parameters(objective);
    objective.states().forEach((name, array) -> contents.put(name, numbers(array)));
    return contents;
  }

  /** Parameters alone. */
  static Map<String, List<Double>> parameters(Objective<?> objective) {
    Map<String, List<Double>> contents = new LinkedHashMap<>();
    for (String name : objective.parameters().names()) {
      contents.put(name, numbers(objective.parameters().get(name)));
    }
    return contents;
  }

  /** The elements in row-major order. */
  static List<Double> numbers(INDArray array) {
    return Arrays.stream(array.dup('c').data().asDouble()).boxed().toList();
  }
}
