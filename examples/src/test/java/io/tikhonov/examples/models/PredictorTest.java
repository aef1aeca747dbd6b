package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.runtime.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predictors are snapshots for any number of threads. */
final class PredictorTest {

  private static final int THREADS = 4;
  private static final int CALLS = 25;

  static Stream<ModelCase<?, ?>> models() {
    return ModelCase.small();
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void threadsGetEqualResults(ModelCase<O, B> model)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (O objective = model.make(4, 2)) {
      model.train(objective, 0, 3);
      List<Double> expected = Contents.numbers(model.predict(objective));
      try (Snapshot<?> snapshot = model.snapshot(objective)) {
        List<Future<List<Double>>> results = new ArrayList<>();
        for (int call = 0; call < THREADS * CALLS; call++) {
          Callable<List<Double>> prediction = () -> Contents.numbers(snapshot.predict());
          results.add(threads.submit(prediction));
        }
        for (Future<List<Double>> result : results) {
          assertThat(result.get()).isEqualTo(expected);
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void snapshotOutlivesTraining(ModelCase<O, B> model) {
    O objective = model.make(4, 1);
    model.train(objective, 0, 2);
    List<Double> then = Contents.numbers(model.predict(objective));
    try (Snapshot<?> snapshot = model.snapshot(objective)) {
      model.train(objective, 2, 6);
      assertThat(Contents.numbers(model.predict(objective))).isNotEqualTo(then);
      objective.close();
      assertThat(Contents.numbers(snapshot.predict())).isEqualTo(then);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void resultsBelongToTheCaller(ModelCase<O, B> model) {
    try (O objective = model.make(4, 1)) {
      INDArray first = model.predict(objective);
      List<Double> expected = Contents.numbers(first);
      first.assign(-1);
      assertThat(Contents.numbers(model.predict(objective))).isEqualTo(expected);
    }
  }
}
