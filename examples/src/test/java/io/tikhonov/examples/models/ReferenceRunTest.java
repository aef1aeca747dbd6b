package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.StepResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A whole run equals PyTorch's: every loss, every penalty and the parameters at the end. */
final class ReferenceRunTest {

  private static final double TOLERANCE = 1e-10;

  private final Run run = Run.read();

  /** What PyTorch computed; a matrix is a list of rows, a vector a list of numbers. */
  private static final class Run {
    int[] sizes;
    int batch;
    int steps;

    @SerializedName("X")
    double[] inputs;

    int[] labels;
    List<Object> init;

    @SerializedName("loss_and_penalty_before_each_step")
    double[][] terms;

    @SerializedName("final")
    List<Object> end;

    static Run read() {
      try (InputStream file =
              ReferenceRunTest.class.getResourceAsStream("/reference/training-run.json");
          InputStreamReader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
        return new Gson().fromJson(reader, Run.class);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void penaltyAsMethod() {
    try (var objective =
        ReferenceClassifierObjective.builder()
            .features(run.sizes[0])
            .hidden(run.sizes[1])
            .classes(run.sizes[2])
            .build()) {
      repeat(objective);
    }
  }

  @Test
  void penaltiesAsAnnotations() {
    try (var objective =
        AnnotatedReferenceClassifierObjective.builder()
            .features(run.sizes[0])
            .hidden(run.sizes[1])
            .classes(run.sizes[2])
            .build()) {
      repeat(objective);
    }
  }

  private <B extends Record> void repeat(Objective<B> objective) {
    List<String> names = objective.parameters().names();
    for (int i = 0; i < names.size(); i++) {
      INDArray values = Nd4j.createFromArray(flat(run.init.get(i)));
      long[] shape = objective.parameters().get(names.get(i)).shape();
      objective.parameters().put(names.get(i), values.reshape(shape));
    }
    List<B> batches = List.of(batch(objective, 0), batch(objective, 1), batch(objective, 2));
    assertThat(run.steps).isEqualTo(60);
    for (int step = 0; step < run.steps; step++) {
      StepResult result = objective.step(batches.get(step % batches.size()));
      double loss = result.terms().get("crossEntropy");
      assertClose("loss of step " + step, loss, run.terms[step][0]);
      double penalty =
          result.terms().entrySet().stream()
              .filter(term -> !term.getKey().equals("crossEntropy"))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      assertClose("penalty of step " + step, penalty, run.terms[step][1]);
      assertClose("total of step " + step, result.loss(), loss + penalty);
    }
    for (int i = 0; i < names.size(); i++) {
      double[] expected = flat(run.end.get(i));
      List<Double> actual = Contents.numbers(objective.parameters().get(names.get(i)));
      assertThat(actual).hasSize(expected.length);
      for (int j = 0; j < expected.length; j++) {
        assertClose(names.get(i) + " at the end", actual.get(j), expected[j]);
      }
    }
  }

  private <B extends Record> B batch(Objective<B> objective, int number) {
    int features = run.sizes[0];
    int from = number * run.batch;
    int to = from + run.batch;
    double[] rows = Arrays.copyOfRange(run.inputs, from * features, to * features);
    int[] labels = Arrays.copyOfRange(run.labels, from, to);
    return objective.batch(
        Map.of(
            "x",
            Nd4j.createFromArray(rows).reshape(run.batch, features),
            "y",
            Nd4j.createFromArray(labels)));
  }

  private static double[] flat(Object values) {
    return stream(values).toArray();
  }

  private static DoubleStream stream(Object values) {
    return values instanceof List<?> list
        ? list.stream().flatMapToDouble(ReferenceRunTest::stream)
        : DoubleStream.of((Double) values);
  }

  private static void assertClose(String what, double actual, double expected) {
    assertWithMessage(what)
        .that(actual)
        .isWithin(TOLERANCE * Math.max(Math.abs(expected), TOLERANCE))
        .of(expected);
  }
}
