package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainerTest {

  private static final int ROWS = 150;

  private final TestData data = new TestData(ROWS, 1);
  private final Dataset train = Dataset.of("x", data.x(), "y", data.y());
  private final LinearObjective objective = TestData.objective(7);

  @TempDir Path folder;

  @AfterEach
  void close() {
    objective.close();
    System.clearProperty(ProgressForm.PROPERTY);
  }

  private static Trainer<LinearObjective.Batch> quiet(LinearObjective objective) {
    return Trainer.of(objective).progress(false);
  }

  private static float[] weights(LinearObjective objective) {
    return objective.parameters().get("w").dup().data().asFloat();
  }

  @Test
  void saysHowLongAnEpochIs() {
    quiet(objective).epochs(2).batchSize(32).fit(train);
    assertThat(objective.stepsPerEpoch()).isEqualTo(5.0);
  }

  @Test
  void validatesAtTheAverage() {
    Dataset.Split split = train.split(2, 0.8);
    TrainingHistory history =
        quiet(objective)
            .epochs(3)
            .batchSize(32)
            .validation(split.test())
            .validationAtAverage()
            .fit(split.train());
    LinearObjective.Batch test = objective.batch(split.test().batches(ROWS).get(0));
    double expected = objective.atAverage(() -> objective.evaluate(test).loss());
    assertThat(history.last().validation().orElseThrow().loss()).isWithin(1e-6).of(expected);
    assertThat(Math.abs(objective.evaluate(test).loss() - expected)).isGreaterThan(1e-4);
  }

  @Test
  void trainingLowersTheLossOnUnseenRows() {
    Dataset.Split split = train.split(2, 0.8);
    TrainingHistory history =
        quiet(objective).epochs(40).batchSize(32).validation(split.test()).fit(split.train());
    assertThat(history.epochs()).hasSize(40);
    TrainingHistory.Epoch first = history.epochs().get(0);
    TrainingHistory.Epoch last = history.last();
    assertThat(last.loss()).isLessThan(first.loss() / 10);
    assertThat(last.validation().orElseThrow().loss()).isLessThan(0.1);
    assertThat(first.number()).isEqualTo(1);
    assertThat(last.number()).isEqualTo(40);
    assertThat(first.steps()).isEqualTo(4); // 120 rows: 32 + 32 + 32 + 24
    assertThat(last.terms().keySet()).containsExactly("squares", "w/L1").inOrder();
    assertThat(last.terms().get("squares") + last.terms().get("w/L1"))
        .isWithin(1e-12)
        .of(last.loss());
    assertThat(last.seconds()).isGreaterThan(0);
    assertThat(objective.stepCount()).isEqualTo(160);
    assertThat(objective.totalSteps()).isEqualTo(160);
    assertThat(last.learningRate()).isWithin(1e-15).of(0.05 / 160);
    assertThat(history.toString()).contains("epoch 40: loss ");
    assertThat(history.toString()).contains("; validation ");
  }

  @Test
  void meansAreWeightedByRows() {
    // With one epoch over ragged batches, the mean of the steps' losses by rows is the history's.
    List<StepResult> results = new ArrayList<>();
    TrainingHistory history =
        quiet(objective)
            .epochs(1)
            .batchSize(64)
            .listener(
                new TrainingListener() {
                  @Override
                  public void epochEnded(TrainingHistory.Epoch epoch) {
                    assertThat(results).hasSize(3);
                  }

                  @Override
                  public void stepEnded(StepResult result) {
                    results.add(result);
                  }
                })
            .fit(train);
    double expected =
        (64 * results.get(0).loss() + 64 * results.get(1).loss() + 22 * results.get(2).loss())
            / ROWS;
    assertThat(history.last().loss()).isWithin(1e-12).of(expected);
  }

  @Test
  void validationEqualsTheEvaluationOfAllRows() {
    TrainingHistory history = quiet(objective).epochs(2).batchSize(64).validation(train).fit(train);
    Evaluation whole = objective.evaluate(data.batch());
    Evaluation batched = history.last().validation().orElseThrow();
    assertThat(batched.loss()).isWithin(1e-6).of(whole.loss());
    assertThat(batched.differentiable()).isWithin(1e-6).of(whole.differentiable());
    assertThat(batched.terms().get("w/L1")).isWithin(1e-12).of(whole.terms().get("w/L1"));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    float[] first;
    try (LinearObjective other = TestData.objective(7)) {
      quiet(other).epochs(3).seed(5).fit(train);
      first = weights(other);
    }
    quiet(objective).epochs(3).seed(5).fit(train);
    assertThat(weights(objective)).isEqualTo(first);
    try (LinearObjective other = TestData.objective(7)) {
      quiet(other).epochs(3).seed(6).fit(train);
      assertThat(weights(other)).isNotEqualTo(first);
    }
  }

  @Test
  void unshuffledTrainingKeepsTheOrder() {
    quiet(objective).epochs(1).batchSize(100).shuffle(false).fit(train);
    try (LinearObjective other = TestData.objective(7)) {
      other.totalSteps(2);
      Batches batches = train.batches(100);
      other.step(other.batch(batches.get(0)));
      other.step(other.batch(batches.get(1)));
      assertThat(weights(other)).isEqualTo(weights(objective));
    }
  }

  @Test
  void anInterruptedRunResumesBitForBit() {
    Path file = folder.resolve("run.safetensors");
    List<Long> saved = new ArrayList<>();
    TrainingListener saver =
        new TrainingListener() {
          @Override
          public void epochEnded(TrainingHistory.Epoch epoch) {}

          @Override
          public void stepEnded(StepResult result) {
            if (result.step() == 12) { // in the middle of the third epoch
              objective.saveCheckpoint(file);
              saved.add(result.step());
            }
          }
        };
    TrainingHistory whole =
        quiet(objective).epochs(6).batchSize(32).seed(3).listener(saver).fit(train);
    assertThat(saved).hasSize(1);
    try (LinearObjective resumed = TestData.objective(1)) {
      resumed.loadCheckpoint(file);
      TrainingHistory rest = quiet(resumed).epochs(6).batchSize(32).seed(3).resume().fit(train);
      assertThat(weights(resumed)).isEqualTo(weights(objective));
      assertThat(resumed.stepCount()).isEqualTo(objective.stepCount());
      assertThat(rest.epochs()).hasSize(4);
      assertThat(rest.epochs().get(0).number()).isEqualTo(3);
      assertThat(rest.last().loss()).isEqualTo(whole.last().loss());
      assertThat(quiet(resumed).epochs(6).resume().fit(train).epochs()).isEmpty();
    }
  }

  @Test
  void aSecondRunStartsAnew() {
    quiet(objective).epochs(1).fit(train);
    long first = objective.stepCount();
    quiet(objective).epochs(2).fit(train);
    assertThat(objective.stepCount()).isEqualTo(3 * first);
    assertThat(objective.totalSteps()).isEqualTo(3 * first);
  }

  @Test
  void stepsGoThroughTheDataAsOftenAsTheyTake() {
    TrainingHistory history = quiet(objective).steps(12).batchSize(30).fit(train);
    assertThat(objective.stepCount()).isEqualTo(12);
    assertThat(history.epochs()).hasSize(3);
    assertThat(history.last().steps()).isEqualTo(2);
  }

  @Test
  void aSingleBatchIsReportedInStretches() {
    Dataset batches = Dataset.ofBatches(List.of(Map.of("x", data.x(), "y", data.y())));
    TrainingHistory history = quiet(objective).steps(250).fit(batches);
    assertThat(history.epochs()).hasSize(125);
    assertThat(history.last().number()).isEqualTo(125);
    assertThat(objective.stepCount()).isEqualTo(250);
  }

  @Test
  void completeBatchesMayHaveDifferentSizes() {
    List<Map<String, INDArray>> batches = new ArrayList<>();
    for (int rows : new int[] {10, 40, 25}) {
      TestData part = new TestData(rows, rows);
      batches.add(Map.of("x", part.x(), "y", part.y()));
    }
    TrainingHistory history = quiet(objective).epochs(30).fit(Dataset.ofBatches(batches));
    assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss());
    assertThat(objective.stepCount()).isEqualTo(90);
  }

  @Test
  void trainingStopsWhenAsked() {
    TrainingHistory history =
        quiet(objective).epochs(50).stopWhen(epoch -> epoch.number() == 4).fit(train);
    assertThat(history.epochs()).hasSize(4);
  }

  @Test
  void notANumberStopsTraining() {
    INDArray broken = data.y().dup();
    broken.putScalar(3, Float.NaN);
    ArithmeticException e =
        assertThrows(
            ArithmeticException.class,
            () ->
                quiet(objective)
                    .epochs(1)
                    .batchSize(200)
                    .fit(Dataset.of("x", data.x(), "y", broken)));
    assertThat(e).hasMessageThat().contains("The loss of step 0 is NaN: the term squares is NaN");
  }

  @Test
  void wrongUseIsRefusedBeforeTraining() {
    assertThrows(IllegalStateException.class, () -> quiet(objective).fit(train));
    assertThrows(IllegalStateException.class, () -> quiet(objective).epochs(1).steps(1).fit(train));
    assertThrows(IllegalArgumentException.class, () -> quiet(objective).epochs(0));
    assertThrows(IllegalArgumentException.class, () -> quiet(objective).batchSize(-1));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> quiet(objective).steps(1).fit());
    assertThat(e).hasMessageThat().contains("needs data for its inputs [x (batch, features)");
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> quiet(objective).epochs(1).fit(Dataset.of("x", data.x())));
    assertThat(e).hasMessageThat().contains("Input \"y\" is missing");
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> quiet(objective).epochs(1).validation(Dataset.of("x", data.x())).fit(train));
    assertThat(e).hasMessageThat().contains("Input \"y\" is missing");
    INDArray narrow = Nd4j.ones(DataType.FLOAT, ROWS, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> quiet(objective).epochs(1).fit(Dataset.of("x", narrow, "y", data.y())));
    assertThat(objective.stepCount()).isEqualTo(0);
    assertThrows(IllegalStateException.class, () -> new TrainingHistory(List.of()).last());
  }

  @Test
  void progressIsShownInLinesOrAsABar() {
    String lines = shown("lines", true);
    assertThat(lines).contains("epoch 30: loss ");
    assertThat(lines.lines().count()).isAtMost(21);
    // The bar writes past System.err, to the process's own error stream.
    assertThat(shown("bar", true)).doesNotContain("epoch");
    assertThat(shown("off", true)).isEmpty();
    assertThat(shown("lines", false)).isEmpty();
  }

  @Test
  void theBarShowsAsMuchAsFits() {
    TrainingHistory.Epoch epoch =
        Trainer.of(objective).progress(false).epochs(1).validation(train).fit(train).last();
    String facts = String.join(", ", Progress.facts(epoch));
    assertThat(facts).startsWith("epoch 1, loss ");
    assertThat(facts).contains(", validation ");
    assertThat(facts).contains(", squares ");
    assertThat(facts).contains(", w/L1 ");
    Duration elapsed = Duration.ofSeconds(30);
    List<String> two = List.of("epoch 3", "loss 0.5");
    assertThat(Progress.line(25, 100, elapsed, two, 80))
        .isEqualTo(" 25% [====            ] 25/100 steps, 1:30 left, epoch 3, loss 0.5");
    assertThat(Progress.line(25, 100, elapsed, two, 40))
        .isEqualTo(" 25% 25/100 steps, 1:30 left, epoch 3");
    assertThat(Progress.line(1, 1000, elapsed, two, 40)).contains("8:19:30 left");
    assertThat(Progress.line(100, 100, elapsed, two, 40))
        .isEqualTo("100% 100/100 steps, epoch 3, loss 0.5");
    assertThat(Progress.line(0, 100, Duration.ZERO, List.of(), 8)).isEqualTo("  0% 0/1");
  }

  private String shown(String form, boolean progress) {
    System.setProperty(ProgressForm.PROPERTY, form);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Trainer.of(objective).progress(progress).epochs(30).fit(train);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void missingGeneratedClassesAreExplained() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> Objectives.generatedFor(TrainerTest.class));
    assertThat(e).hasMessageThat().contains("no class io.tikhonov.runtime.TrainerTestObjective");
    assertThat(e).hasMessageThat().contains("<annotationProcessorPaths>");
    assertThat(Objectives.generatedFor(Linear.class)).isEqualTo(TrainerTest_LinearObjective.class);
  }

  private static final class Linear {}
}

final class TrainerTest_LinearObjective {}
