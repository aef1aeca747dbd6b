package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class GraphSmoothedClassifierCase
    extends ModelCase<GraphSmoothedClassifierObjective, GraphSmoothedClassifierObjective.Batch> {

  private static final int CLASSES = 2;

  private final int nodes;
  private final int features;
  private final INDArray x;

  GraphSmoothedClassifierCase(int scale) {
    super("graph Laplacian");
    nodes = 25 * scale;
    features = 3 * scale;
    x = new Draws(13).normal(nodes, features);
    batches(List.of(known(5), known(4)));
  }

  /** Every so many nodes, with the class by the sign of their first feature. */
  private Map<String, INDArray> known(int every) {
    int n = nodes / every;
    INDArray node = Draws.labels(i -> every * i, n);
    INDArray label = Draws.labels(i -> x.getDouble(node.getInt(i), 0) > 0 ? 1 : 0, n);
    return arrays("x", x, "node", node, "label", label);
  }

  /** The Laplacian of a ring. */
  static INDArray ring(int nodes) {
    return Draws.numbers(
        i -> {
          int distance = Math.abs(i / nodes - i % nodes);
          return distance == 0 ? 2 : distance == 1 || distance == nodes - 1 ? -1 : 0;
        },
        nodes,
        nodes);
  }

  @Override
  GraphSmoothedClassifierObjective make(long seed, int threads) {
    return GraphSmoothedClassifierObjective.builder()
        .nodes(nodes)
        .features(features)
        .classes(CLASSES)
        .laplacian(ring(nodes))
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(GraphSmoothedClassifierObjective objective) {
    return objective.scores(x);
  }

  @Override
  Snapshot<?> snapshot(GraphSmoothedClassifierObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.scores(x));
  }

  @Override
  PredictedTerm predictedTerm(GraphSmoothedClassifierObjective objective) {
    INDArray scores = predict(objective);
    INDArray node = first("node");
    INDArray known =
        Draws.numbers(
            i -> scores.getDouble(node.getInt(i / CLASSES), i % CLASSES),
            (int) node.length(),
            CLASSES);
    return new PredictedTerm("crossEntropy", Formulas.crossEntropy(known, first("label")));
  }
}
