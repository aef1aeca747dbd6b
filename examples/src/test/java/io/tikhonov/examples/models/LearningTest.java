package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.Objective;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every model learns, and what is special about some of them comes out. */
final class LearningTest {

  private static final long SEED = 11;
  private static final double EXACT = 1e-12;

  static Stream<ModelCase<?, ?>> models() {
    return ModelCase.small();
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void lossFalls(ModelCase<O, B> model) {
    try (O objective = model.make(SEED, 1)) {
      double before = total(model, objective);
      model.train(objective, 0, model.steps());
      double after = total(model, objective);
      assertWithMessage("loss after %s steps, from %s", model.steps(), before)
          .that(after)
          .isLessThan(model.remaining() * before);
    }
  }

  private static <O extends Objective<B>, B extends Record> double total(
      ModelCase<O, B> model, O objective) {
    double sum = 0;
    for (int i = 0; i < model.batches().size(); i++) {
      sum += objective.evaluate(model.batch(objective, i)).loss();
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void predictionsBelongToTheLoss(
      ModelCase<O, B> model) {
    try (O objective = model.make(SEED, 1)) {
      model.train(objective, 0, 5);
      ModelCase.PredictedTerm expected = model.predictedTerm(objective);
      Evaluation evaluation = objective.evaluate(model.batch(objective, 0));
      assertThat(evaluation.terms().get(expected.name()))
          .isWithin(EXACT * Math.max(1, Math.abs(expected.value())))
          .of(expected.value());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void stepReportsTheTermsBeforeIt(
      ModelCase<O, B> model) {
    try (O objective = model.make(SEED, 1)) {
      model.train(objective, 0, 3);
      B batch = model.batch(objective, 0);
      Evaluation before = objective.evaluate(batch);
      double value = objective.value(batch);
      var step = objective.step(batch);
      double tolerance = EXACT * Math.max(1, Math.abs(value));
      assertThat(step.step()).isEqualTo(3);
      assertThat(step.loss()).isWithin(tolerance).of(value);
      assertThat(before.loss()).isWithin(tolerance).of(value);
      assertThat(step.differentiable()).isWithin(tolerance).of(before.differentiable());
      assertThat(step.terms().keySet())
          .containsExactlyElementsIn(before.terms().keySet())
          .inOrder();
      before
          .terms()
          .forEach((name, term) -> assertThat(step.terms().get(name)).isWithin(tolerance).of(term));
    }
  }

  /** The penalty finds that one factor is enough. */
  @Test
  void nuclearNormLowersTheRank() {
    var model = new LowRankRecommenderCase(ModelCase.SMALL);
    try (var objective = model.make(SEED, 1)) {
      model.train(objective, 0, 2000);
      List<Double> values = singularValues(objective.parameters().get("userFactors"));
      assertThat(values.get(0)).isGreaterThan(0.1);
      for (double value : values.subList(2, values.size())) {
        assertThat(value).isLessThan(EXACT);
      }
    }
  }

  private static List<Double> singularValues(INDArray matrix) {
    INDArray values = Nd4j.create(matrix.dataType(), Math.min(matrix.rows(), matrix.columns()));
    Nd4j.getBlasWrapper().lapack().gesvd(matrix.dup(), values, null, null);
    return Contents.numbers(values);
  }

  /** Features that do not matter get a weight of exactly 0, the two that do matter keep theirs. */
  @Test
  void l1GivesExactZeros() {
    var model = new SparseLogisticRegressionCase(ModelCase.SMALL);
    try (var objective = model.make(SEED, 1)) {
      model.train(objective, 0, 500);
      List<Double> weights = Contents.numbers(objective.parameters().get("weights"));
      assertThat(weights.get(0)).isGreaterThan(0.5);
      assertThat(weights.get(1)).isLessThan(-0.5);
      assertThat(weights.stream().filter(w -> w == 0).count()).isAtLeast(2);
    }
  }

  @Test
  void hyperparameterChangesTheObjective() {
    var model = new DemandForecastCase(ModelCase.SMALL);
    try (var objective = model.make(SEED, 1)) {
      var batch = model.batch(objective, 0);
      double strong = objective.evaluate(batch).terms().get("pullToZero");
      objective.shrinkage(0.01);
      assertThat(objective.evaluate(batch).terms().get("pullToZero"))
          .isWithin(EXACT)
          .of(strong / 10);
      objective.shrinkage(0);
      model.train(objective, 0, 50);
      double free = objective.parameters().get("weights").norm2Number().doubleValue();
      objective.shrinkage(1);
      model.train(objective, 50, 100);
      double pulled = objective.parameters().get("weights").norm2Number().doubleValue();
      assertThat(pulled).isLessThan(0.8 * free);
    }
  }

  @Test
  void stateFollowsTheBatches() {
    var model = new ContractiveAutoencoderCase(ModelCase.SMALL);
    try (var objective = model.make(SEED, 1)) {
      INDArray code = objective.encode(model.first("x"));
      model.train(objective, 0, 1);
      INDArray expected = code.mean(0).mul(ContractiveAutoencoder.PACE);
      List<Double> actual = Contents.numbers(objective.states().get("runningMean"));
      for (int unit = 0; unit < ContractiveAutoencoder.UNITS; unit++) {
        assertThat(actual.get(unit)).isWithin(EXACT).of(expected.getDouble(unit));
      }
    }
  }

  /** Between the points that it has seen the network is the sine. */
  @Test
  void networkSolvesTheOscillator() {
    var model = new OscillatorNetworkCase(ModelCase.SMALL);
    try (var objective = model.make(SEED, 1)) {
      model.train(objective, 0, 3000);
      INDArray time = Draws.numbers(i -> -1.9 + 0.2 * i, 20, 1);
      INDArray displacement = objective.displacement(time);
      for (int i = 0; i < time.length(); i++) {
        assertThat(displacement.getDouble(i, 0)).isWithin(0.05).of(Math.sin(time.getDouble(i, 0)));
      }
    }
  }
}
