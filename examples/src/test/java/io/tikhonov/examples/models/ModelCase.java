package io.tikhonov.examples.models;

import io.tikhonov.runtime.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model with sizes and data: what the tests of all models need to know about it.
 *
 * @param <O> the generated class
 * @param <B> its batches
 */
abstract class ModelCase<O extends Objective<B>, B extends Record> {

  /** Small and odd sizes; a factor of them is for tests that need work for several threads. */
  static final int SMALL = 1;

  private final String name;
  private List<Map<String, INDArray>> batches = List.of();

  ModelCase(String name) {
    this.name = name;
  }

  /** Every model, with sizes multiplied by a factor. */
  static Stream<ModelCase<?, ?>> all(int scale) {
    return Stream.of(
        new ElasticNetClassifierCase(scale),
        new SparseLogisticRegressionCase(scale),
        new LowRankRecommenderCase(scale),
        new ImageDenoiserCase(scale),
        new ContractiveAutoencoderCase(scale),
        new TwoViewEmbeddingCase(scale),
        new OscillatorNetworkCase(scale),
        new ConvolutionalClassifierCase(scale),
        new TransportFitCase(scale),
        new SpectralNormClassifierCase(scale),
        new GroupOrthogonalNetworkCase(scale),
        new AttentionClassifierCase(scale),
        new GraphSmoothedClassifierCase(scale),
        new DemandForecastCase(scale),
        new BurgersNetworkCase(scale),
        new ImageCompletionCase(scale));
  }

  /** Every model in small and odd sizes. */
  static Stream<ModelCase<?, ?>> small() {
    return all(SMALL);
  }

  /** An objective of this model. */
  abstract O make(long seed, int threads);

  /** A prediction for the first batch. */
  abstract INDArray predict(O objective);

  /** Predicts the same as {@link #predict}, from a snapshot of the parameters. */
  abstract Snapshot<?> snapshot(O objective);

  /** A term of the objective, and its value on the first batch computed from predictions. */
  abstract PredictedTerm predictedTerm(O objective);

  /** How many steps show that the model learns. */
  int steps() {
    return 200;
  }

  /** The share of the loss that may be left after so many steps. */
  double remaining() {
    return 0.6;
  }

  /**
   * An objective with the same parameters whose value changes with them as the gradient of the
   * given one says: itself, unless derivatives are stopped somewhere.
   */
  Objective<?> frozen(O objective) {
    return objective;
  }

  final void batches(List<Map<String, INDArray>> value) {
    batches = value;
  }

  /** The batches of an epoch. */
  final List<Map<String, INDArray>> batches() {
    return batches;
  }

  /** The batch of a step. */
  final B batch(O objective, int step) {
    return objective.batch(batches.get(step % batches.size()));
  }

  /** An input of the first batch. */
  final INDArray first(String input) {
    return batches.get(0).get(input);
  }

  /** Makes steps through the batches. */
  final void train(O objective, int from, int to) {
    for (int step = from; step < to; step++) {
      objective.step(batch(objective, step));
    }
  }

  @Override
  public final String toString() {
    return name;
  }

  /** Names and arrays by turns. */
  static Map<String, INDArray> arrays(Object... pairs) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      arrays.put((String) pairs[i], (INDArray) pairs[i + 1]);
    }
    return arrays;
  }

  /** A term by its name, and the value it must have. */
  record PredictedTerm(String name, double value) {}
}
