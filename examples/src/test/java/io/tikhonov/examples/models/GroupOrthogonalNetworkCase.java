package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class GroupOrthogonalNetworkCase
    extends ModelCase<GroupOrthogonalNetworkObjective, GroupOrthogonalNetworkObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(11);

  GroupOrthogonalNetworkCase(int scale) {
    super("soft group orthogonality");
    this.scale = scale;
    batches(List.of(rows(13 * scale), rows(13 * scale), rows(5 * scale)));
  }

  private Map<String, INDArray> rows(int n) {
    INDArray x = draws.normal(n, 5 * scale);
    INDArray target = Draws.numbers(i -> x.getDouble(i / 2, i % 2) * x.getDouble(i / 2, 2), n, 2);
    return arrays("x", x, "target", target);
  }

  @Override
  GroupOrthogonalNetworkObjective make(long seed, int threads) {
    return GroupOrthogonalNetworkObjective.builder()
        .groups(2L * scale)
        .features(5L * scale)
        .outputs(2)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  int steps() {
    return 400;
  }

  @Override
  INDArray predict(GroupOrthogonalNetworkObjective objective) {
    return objective.response(first("x"));
  }

  @Override
  Snapshot<?> snapshot(GroupOrthogonalNetworkObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.response(first("x")));
  }

  @Override
  PredictedTerm predictedTerm(GroupOrthogonalNetworkObjective objective) {
    return new PredictedTerm(
        "squaredError", Formulas.meanSquaredError(predict(objective), first("target")));
  }
}
