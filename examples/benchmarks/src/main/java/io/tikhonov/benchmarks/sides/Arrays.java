package io.tikhonov.benchmarks.sides;

import io.tikhonov.benchmarks.shared.Problem.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The numbers of a problem as ND4J's arrays. */
final class Arrays {

  private Arrays() {}

  static INDArray of(Values values) {
    INDArray flat =
        values.labels() == null
            ? Nd4j.createFromArray(values.numbers())
            : Nd4j.createFromArray(values.labels());
    return values.shape().length == 0 ? flat.reshape() : flat.reshape(values.shape());
  }

  static Map<String, INDArray> byName(List<Values> values) {
    return values.stream().collect(Collectors.toMap(Values::name, Arrays::of));
  }
}
