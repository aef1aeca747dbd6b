package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class LowRankRecommenderCase
    extends ModelCase<LowRankRecommenderObjective, LowRankRecommenderObjective.Batch> {

  private static final int FACTORS = 4;

  private final int scale;
  private final Draws draws = new Draws(3);

  LowRankRecommenderCase(int scale) {
    super("matrix factorisation with embeddings");
    this.scale = scale;
    batches(List.of(ratings(31 * scale), ratings(31 * scale), ratings(17 * scale)));
  }

  /** Ratings of rank 1: tastes from −1 to 1, and what the items offer. */
  private Map<String, INDArray> ratings(int n) {
    INDArray user = draws.labels(9 * scale, n);
    INDArray item = draws.labels(7 * scale, n);
    INDArray observed =
        Draws.numbers(i -> Math.sin(user.getInt(i)) * 2 * Math.cos(item.getInt(i)), n);
    return arrays("user", user, "item", item, "observed", observed);
  }

  @Override
  LowRankRecommenderObjective make(long seed, int threads) {
    return LowRankRecommenderObjective.builder()
        .users(9L * scale)
        .items(7L * scale)
        .factors(FACTORS)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(LowRankRecommenderObjective objective) {
    return objective.rating(first("user"), first("item"));
  }

  @Override
  Snapshot<?> snapshot(LowRankRecommenderObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.rating(first("user"), first("item")));
  }

  @Override
  PredictedTerm predictedTerm(LowRankRecommenderObjective objective) {
    return new PredictedTerm(
        "squaredError", Formulas.meanSquaredError(predict(objective), first("observed")));
  }
}
