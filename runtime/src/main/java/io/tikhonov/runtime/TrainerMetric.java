package io.tikhonov.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A metric of a trainer: what is compared with what.
 *
 * @param prediction of a batch, with its rows along axis 0
 * @param target of a batch
 */
record TrainerMetric<B>(
    String name,
    Metrics.Metric metric,
    Function<? super B, INDArray> prediction,
    Function<? super B, INDArray> target) {

  /** Collects the rows of an evaluation. */
  final class Rows {
    private final List<INDArray> predictions = new ArrayList<>();
    private final List<INDArray> targets = new ArrayList<>();

    void add(B batch) {
      predictions.add(prediction.apply(batch));
      // Batches use their arrays again.
      targets.add(target.apply(batch).dup());
    }

    double value() {
      return metric.of(joined(predictions), joined(targets));
    }
  }

  Rows start() {
    return new Rows();
  }

  private static INDArray joined(List<INDArray> parts) {
    return parts.size() == 1 ? parts.get(0) : Nd4j.concat(0, parts.toArray(new INDArray[0]));
  }
}
