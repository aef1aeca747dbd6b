package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ContractiveAutoencoderCase
    extends ModelCase<ContractiveAutoencoderObjective, ContractiveAutoencoderObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(5);

  ContractiveAutoencoderCase(int scale) {
    super("contractive autoencoder");
    this.scale = scale;
    batches(List.of(rows(13 * scale), rows(13 * scale), rows(9 * scale)));
  }

  /** Rows on a plane. */
  private Map<String, INDArray> rows(int n) {
    INDArray place = draws.normal(n, 2);
    int features = 6 * scale;
    return arrays(
        "x",
        Draws.numbers(
            i -> place.getDouble(i / features, i % 2) * Math.cos(0.7 * (i % features)),
            n,
            features));
  }

  @Override
  ContractiveAutoencoderObjective make(long seed, int threads) {
    return ContractiveAutoencoderObjective.builder()
        .features(6L * scale)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(ContractiveAutoencoderObjective objective) {
    return objective.reconstruct(first("x"));
  }

  @Override
  Snapshot<?> snapshot(ContractiveAutoencoderObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.reconstruct(first("x")));
  }

  @Override
  PredictedTerm predictedTerm(ContractiveAutoencoderObjective objective) {
    return new PredictedTerm(
        "reconstruction", Formulas.meanSquaredError(predict(objective), first("x")));
  }
}
