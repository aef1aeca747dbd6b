package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.InputSpec;
import io.tikhonov.runtime.StepResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.profiler.OpProfiler;

class GeneratedObjectiveTest {

  private final TestData data = new TestData(64, 1);
  private final LinearObjective.Batch batch = data.batch();
  private final LinearObjective objective = TestData.objective(7);

  @AfterEach
  void close() {
    objective.close();
  }

  @Test
  void trainingFindsTheSparseSolution() {
    StepResult first = objective.step(batch);
    StepResult last = first;
    for (int i = 0; i < 400; i++) {
      last = objective.step(batch);
    }
    assertThat(last.loss()).isLessThan(first.loss() / 20);
    INDArray w = objective.parameters().get("w");
    assertThat(w.getDouble(0)).isWithin(0.05).of(2);
    assertThat(w.getDouble(3)).isWithin(0.05).of(-1);
    assertThat(w.getDouble(1)).isEqualTo(0);
    assertThat(objective.parameters().get("b").getDouble()).isWithin(0.05).of(0.5);
    assertThat(objective.stepCount()).isEqualTo(401);
  }

  @Test
  void aStepReportsTheTermsBeforeIt() {
    double value = objective.value(batch);
    StepResult result = objective.step(batch);
    assertThat(result.loss()).isEqualTo(value);
    assertThat(result.terms().keySet()).containsExactly("squares", "w/L1").inOrder();
    double squares = result.terms().get("squares");
    double penalty = result.terms().get("w/L1");
    assertThat(result.loss()).isEqualTo(squares + penalty);
    assertThat(result.differentiable()).isEqualTo(squares);
    assertThat(result.learningRate()).isEqualTo(0.05);
    assertThat(result.step()).isEqualTo(0);
    assertThat(objective.step(batch).step()).isEqualTo(1);
    assertThat(result.terms()).isEqualTo(Map.of("squares", squares, "w/L1", penalty));
    assertThat(result.terms().get("nothing")).isNull();
    assertThat(result.toString()).contains("squares=" + squares);
    assertThrows(UnsupportedOperationException.class, () -> result.terms().put("squares", 1.0));
  }

  @Test
  void gradientsAreThoseOfTheDifferentiablePart() {
    Map<String, INDArray> gradient = objective.gradient(batch);
    assertThat(gradient.keySet()).containsExactly("w", "b").inOrder();
    INDArray w = objective.parameters().get("w").dup();
    double step = 1e-2;
    for (int i = 0; i < TestData.FEATURES; i++) {
      INDArray moved = w.dup();
      moved.putScalar(i, w.getDouble(i) + step);
      objective.parameters().put("w", moved);
      double up = differentiable();
      moved.putScalar(i, w.getDouble(i) - step);
      objective.parameters().put("w", moved);
      double down = differentiable();
      assertThat(gradient.get("w").getDouble(i)).isWithin(1e-3).of((up - down) / (2 * step));
    }
    gradient.get("b").assign(99);
    assertThat(objective.gradient(batch).get("b").getDouble()).isNotEqualTo(99.0);
  }

  private double differentiable() {
    // The penalty is the only other term, and it is exact.
    double penalty = 0.01 * objective.parameters().get("w").norm1Number().doubleValue();
    return objective.value(batch) - penalty;
  }

  @Test
  void evaluationHasNoNoiseAndChangesNothing() {
    Evaluation first = objective.evaluate(batch);
    Evaluation second = objective.evaluate(batch);
    assertThat(second.loss()).isEqualTo(first.loss());
    assertThat(first.loss()).isNotEqualTo(objective.value(batch));
    assertThat(first.differentiable()).isEqualTo(first.terms().get("squares"));
    assertThat(first.toString()).startsWith("loss ");
    assertThat(objective.stepCount()).isEqualTo(0);
  }

  @Test
  void bitsDoNotDependOnThreads() {
    TestData large = new TestData(5_000, 2);
    float[] expected = null;
    for (int threads : new int[] {1, 2, 4}) {
      try (LinearObjective other =
          LinearObjective.builder().features(TestData.FEATURES).seed(3).threads(threads).build()) {
        for (int i = 0; i < 100; i++) {
          other.step(large.batch());
        }
        float[] w = other.parameters().get("w").dup().data().asFloat();
        expected = expected == null ? w : expected;
        assertThat(w).isEqualTo(expected);
      }
    }
  }

  @Test
  void onlyNamedParametersAreTrained() {
    INDArray b = objective.parameters().get("b");
    INDArray w = objective.parameters().get("w");
    float[] before = w.dup().data().asFloat();
    objective.step(batch, "b");
    assertThat(w.dup().data().asFloat()).isEqualTo(before);
    assertThat(b.getDouble()).isNotEqualTo(0.0);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> objective.step(batch, "c"));
    assertThat(e)
        .hasMessageThat()
        .isEqualTo("There is no parameter \"c\"; the parameters are [w, b].");
    assertThrows(IllegalArgumentException.class, () -> objective.step(batch, new String[0]));
    assertThat(objective.stepCount()).isEqualTo(1);
  }

  @Test
  void frozenParametersStay() {
    objective.parameters().freeze("w");
    assertThat(objective.parameters().frozen()).containsExactly("w");
    float[] before = objective.parameters().get("w").dup().data().asFloat();
    objective.step(batch);
    objective.step(batch, "w", "b");
    assertThat(objective.parameters().get("w").dup().data().asFloat()).isEqualTo(before);
    assertThat(objective.parameters().get("b").getDouble()).isNotEqualTo(0.0);
    objective.parameters().unfreeze("w");
    objective.step(batch);
    assertThat(objective.parameters().get("w").dup().data().asFloat()).isNotEqualTo(before);
    assertThrows(IllegalArgumentException.class, () -> objective.parameters().freeze("b", "typo"));
    assertThat(objective.parameters().frozen()).isEmpty();
  }

  @Test
  void parametersAreLiveAndChecked() {
    assertThat(objective.parameters().names()).containsExactly("w", "b").inOrder();
    assertThat(objective.parameters().count()).isEqualTo(7);
    objective.parameters().get("w").assign(0);
    assertThat(objective.evaluate(batch).terms().get("w/L1")).isEqualTo(0.0);
    INDArray transposed = Nd4j.ones(DataType.DOUBLE, 1, 6).transpose();
    objective.parameters().put("w", transposed);
    assertThat(objective.parameters().get("w").sumNumber().doubleValue()).isEqualTo(6);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> objective.parameters().put("w", Nd4j.ones(DataType.FLOAT, 6)));
    assertThat(e)
        .hasMessageThat()
        .isEqualTo("Parameter \"w\" of shape (6, 1) cannot take values of shape (6).");
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> objective.parameters().put("w", Nd4j.ones(DataType.INT32, 6, 1)));
    assertThat(e).hasMessageThat().contains("needs floating numbers, not INT");
    assertThrows(IllegalArgumentException.class, () -> objective.parameters().put("w", null));
    assertThrows(IllegalArgumentException.class, () -> objective.parameters().get("v"));
  }

  @Test
  void statesAreCopies() {
    objective.step(batch);
    Map<String, INDArray> states = objective.states();
    assertThat(states.keySet()).containsExactly("w/average");
    assertThat(states.get("w/average").shape()).isEqualTo(new long[] {6, 1});
    double before = states.get("w/average").getDouble(0);
    objective.step(batch);
    assertThat(states.get("w/average").getDouble(0)).isEqualTo(before);
  }

  @Test
  void batchesAreMadeByName() {
    assertThat(objective.inputs())
        .containsExactly(
            new InputSpec("x", List.of("batch", "features"), false),
            new InputSpec("y", List.of("batch"), false))
        .inOrder();
    assertThat(objective.inputs().get(0).toString()).isEqualTo("x (batch, features)");
    LinearObjective.Batch made = objective.batch(Map.of("y", data.y(), "x", data.x()));
    assertThat(made.x()).isSameInstanceAs(data.x());
    assertThat(made.y()).isSameInstanceAs(data.y());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> objective.batch(Map.of("x", data.x())));
    assertThat(e).hasMessageThat().contains("Input \"y\" is missing");
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> objective.batch(Map.of("x", data.x(), "y", data.y(), "z", data.y())));
    assertThat(e).hasMessageThat().contains("There is no input [z]");
  }

  @Test
  void wrongBatchesChangeNothing() {
    objective.step(batch);
    float[] before = objective.parameters().get("w").dup().data().asFloat();
    double value = objective.value(batch);
    List<LinearObjective.Batch> wrong =
        List.of(
            new LinearObjective.Batch(null, data.y()),
            new LinearObjective.Batch(data.x(), null),
            new LinearObjective.Batch(data.x(), Nd4j.ones(DataType.FLOAT, 63)),
            new LinearObjective.Batch(Nd4j.ones(DataType.FLOAT, 64, 5), data.y()),
            new LinearObjective.Batch(data.x(), Nd4j.ones(DataType.INT32, 64)));
    for (LinearObjective.Batch batch : wrong) {
      assertThrows(IllegalArgumentException.class, () -> objective.step(batch));
    }
    assertThrows(IllegalArgumentException.class, () -> objective.step(null));
    assertThat(objective.stepCount()).isEqualTo(1);
    assertThat(objective.value(batch)).isEqualTo(value);
    assertThat(objective.parameters().get("w").dup().data().asFloat()).isEqualTo(before);
  }

  @Test
  void schedulesKnowTheLengthOfTheRun() {
    assertThat(objective.totalSteps()).isEqualTo(0);
    objective.totalSteps(4);
    assertThat(objective.learningRate()).isEqualTo(0.05);
    objective.step(batch);
    assertThat(objective.learningRate()).isEqualTo(0.05 * 0.75);
    assertThrows(IllegalArgumentException.class, () -> objective.totalSteps(-1));
  }

  @Test
  @SuppressWarnings("deprecation") // nothing else counts the operations
  void aStepAllocatesLittleAndExecutesNoOperation() {
    TestData large = new TestData(4_000, 2);
    LinearObjective.Batch[] batches = {batch, large.batch()};
    for (LinearObjective.Batch b : batches) {
      objective.step(b);
    }
    long arrays = Allocations.nativeArrays();
    OpExecutioner executioner = Nd4j.getExecutioner();
    executioner.setProfilingMode(OpExecutioner.ProfilingMode.OPERATIONS);
    OpProfiler.getInstance().reset();
    try {
      for (LinearObjective.Batch b : batches) {
        assertThat(Allocations.perCall(() -> objective.step(b))).isLessThan(500.0);
      }
      assertThat(OpProfiler.getInstance().getInvocationsCount()).isEqualTo(0);
      assertThat(Allocations.nativeArrays()).isAtMost(arrays);
      data.x().add(1);
      assertThat(OpProfiler.getInstance().getInvocationsCount()).isEqualTo(1);
    } finally {
      executioner.setProfilingMode(OpExecutioner.ProfilingMode.DISABLED);
    }
  }

  @Test
  void aSecondThreadIsTurnedAway() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(1);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread user =
        new Thread(
            () -> {
              objective.begin("step");
              try {
                inside.countDown();
                tried.await();
              } catch (InterruptedException e) {
                failure.set(e);
              } finally {
                objective.end();
              }
            },
            "first");
    user.start();
    inside.await();
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> objective.value(batch));
    assertThat(e).hasMessageThat().contains("objective of com.example.Linear is used twice");
    assertThat(e).hasMessageThat().contains("while step runs in thread \"first\"");
    assertThrows(IllegalStateException.class, objective::close);
    tried.countDown();
    user.join();
    assertThat(failure.get()).isNull();
    assertThat(objective.value(batch)).isGreaterThan(0);
  }

  @Test
  void aClosedObjectiveSaysSo() {
    INDArray w = objective.parameters().get("w");
    double first = w.getDouble(0);
    objective.close();
    objective.close();
    assertThat(w.getDouble(0)).isEqualTo(first);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> objective.step(batch));
    assertThat(e).hasMessageThat().contains("is closed: step cannot be used any more");
    assertThrows(IllegalStateException.class, () -> objective.evaluate(batch));
    assertThrows(IllegalStateException.class, () -> objective.parameters().put("w", w));
  }

  @Test
  void closingGivesTheMemoryBack() {
    objective.step(batch);
    long start = Allocations.nativeArrays();
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, 6, 1);
    long before = Allocations.nativeArrays();
    // ND4J keeps the memory of the two parameters for whoever holds their arrays.
    long kept = 2 * (before - start);
    LinearObjective other = TestData.objective(1);
    other.step(batch);
    assertThat(Allocations.nativeArrays()).isGreaterThan(before + kept);
    other.close();
    assertThat(Allocations.nativeArrays()).isAtMost(before + kept);
    assertThat(array.length()).isEqualTo(6);
  }

  @Test
  void buildersCheckTheirDimensions() {
    assertThrows(IllegalStateException.class, () -> LinearObjective.builder().build());
    assertThrows(
        IllegalArgumentException.class, () -> LinearObjective.builder().features(-1).build());
  }
}
