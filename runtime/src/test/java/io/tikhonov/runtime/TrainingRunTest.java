package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a trainer does beyond steps: metrics, early stopping, checkpoints, faults. */
class TrainingRunTest {
  private static final int ROWS = 150;

  private final TestData data = new TestData(ROWS, 1);
  private final Dataset.Split split = Dataset.of("x", data.x(), "y", data.y()).split(2, 0.8);

  @TempDir Path folder;

  private static Trainer<LinearObjective.Batch> quiet(LinearObjective objective) {
    return Trainer.of(objective).progress(false);
  }

  private Trainer<LinearObjective.Batch> validated(LinearObjective objective) {
    return quiet(objective).batchSize(32).validation(split.test());
  }

  private static float[] weights(LinearObjective objective) {
    return objective.parameters().get("w").dup().data().asFloat();
  }

  private static INDArray predicted(LinearObjective objective, LinearObjective.Batch batch) {
    return batch.x().mmul(objective.parameters().get("w")).reshape(batch.y().shape());
  }

  @Test
  void metricsSeeAllRowsAtOnce() {
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history =
          validated(objective)
              .batchSize(7)
              .metric("rmse", Metrics::rmse, b -> predicted(objective, b), b -> b.y())
              .epochs(2)
              .fit(split.train());
      LinearObjective.Batch all = objective.batch(split.test().batches(ROWS).get(0));
      assertThat(history.last().metrics().get("rmse"))
          .isWithin(1e-6)
          .of(Metrics.rmse(predicted(objective, all), all.y()));
    }
  }

  @Test
  void earlyStoppingGoesBackToTheBestEpoch() {
    try (LinearObjective objective = TestData.objective(7)) {
      List<float[]> seen = new ArrayList<>();
      TrainingHistory history =
          validated(objective)
              .epochs(200)
              .listener(epoch -> seen.add(weights(objective)))
              .earlyStopping(3)
              .fit(split.train());
      List<Double> losses =
          history.epochs().stream().map(it -> it.validation().orElseThrow().loss()).toList();
      int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
      assertThat(history.epochs()).hasSize(best + 4);
      assertThat(weights(objective)).isEqualTo(seen.get(best));
      assertThat(weights(objective)).isNotEqualTo(seen.get(seen.size() - 1));
    }
  }

  @Test
  void monitorsAMetric() {
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history =
          validated(objective)
              .metric("constant", (p, y) -> 1, b -> predicted(objective, b), b -> b.y())
              .monitor("constant", true)
              .earlyStopping(2)
              .epochs(50)
              .fit(split.train());
      assertThat(history.epochs()).hasSize(3);
      Trainer<LinearObjective.Batch> unknown = validated(objective).monitor("auc", true).epochs(1);
      assertThat(assertThrows(IllegalStateException.class, () -> unknown.fit(split.train())))
          .hasMessageThat()
          .contains("There is no metric \"auc\" to monitor");
    }
  }

  /** Interrupted in the middle of an epoch; what is seen of the epochs is the same, too. */
  @Test
  void resumesFromTheFolderBitForBit() {
    try (LinearObjective whole = TestData.objective(7);
        LinearObjective first = TestData.objective(7);
        LinearObjective second = TestData.objective(8)) {
      TrainingHistory expected =
          validated(whole).epochs(5).checkpoints(folder.resolve("a")).fit(split.train());
      Path files = folder.resolve("b");
      assertThrows(
          IllegalStateException.class,
          () ->
              validated(first)
                  .epochs(5)
                  .checkpoints(files)
                  .checkpointEvery(3)
                  .listener(failingAfter(10))
                  .fit(split.train()));
      TrainingHistory resumed =
          validated(second).epochs(5).checkpoints(files).resume().fit(split.train());
      assertThat(weights(second)).isEqualTo(weights(whole));
      assertThat(losses(resumed)).isEqualTo(losses(expected));
      assertThat(second.stepCount()).isEqualTo(whole.stepCount());
    }
  }

  private static List<Double> losses(TrainingHistory history) {
    List<Double> losses = new ArrayList<>();
    for (TrainingHistory.Epoch epoch : history.epochs()) {
      losses.add(epoch.loss());
      losses.add(epoch.validation().orElseThrow().loss());
      losses.add(epoch.parameters().get("w").norm());
    }
    return losses;
  }

  private static TrainingListener failingAfter(int steps) {
    return new TrainingListener() {
      private int count;

      @Override
      public void epochEnded(TrainingHistory.Epoch epoch) {}

      @Override
      public void stepEnded(StepResult result) {
        if (++count == steps) {
          throw new IllegalStateException("on purpose");
        }
      }
    };
  }

  /** Early stopping remembers what it has seen before. */
  @Test
  void aResumedRunStopsWhereItWouldHave() {
    try (LinearObjective whole = TestData.objective(7);
        LinearObjective objective = TestData.objective(7)) {
      TrainingHistory expected = validated(whole).epochs(200).earlyStopping(3).fit(split.train());
      assertThrows(
          IllegalStateException.class,
          () ->
              validated(objective)
                  .epochs(200)
                  .earlyStopping(3)
                  .checkpoints(folder)
                  .listener(failingAfter(4 * expected.epochs().size() - 5))
                  .fit(split.train()));
      TrainingHistory resumed =
          validated(objective)
              .epochs(200)
              .earlyStopping(3)
              .checkpoints(folder)
              .resume()
              .fit(split.train());
      assertThat(resumed.epochs()).hasSize(expected.epochs().size());
      assertThat(weights(objective)).isEqualTo(weights(whole));
    }
  }

  @Test
  void beginsAnewWithoutACheckpoint() {
    try (LinearObjective objective = TestData.objective(7)) {
      validated(objective).epochs(1).checkpoints(folder).resume().fit(split.train());
      assertThat(objective.stepCount()).isEqualTo(4);
      assertThat(Files.exists(folder.resolve("last.safetensors"))).isTrue();
      assertThat(Files.exists(folder.resolve("best.safetensors"))).isTrue();
    }
  }

  @Test
  void leftoversOfAKilledProcessDisappear() throws IOException {
    Path leftover = Files.writeString(folder.resolve(".last.safetensors.1x.tmp"), "half");
    Path foreign = Files.writeString(folder.resolve(".notes.tmp"), "mine");
    try (LinearObjective objective = TestData.objective(7)) {
      validated(objective).epochs(1).checkpoints(folder).fit(split.train());
    }
    assertThat(Files.exists(leftover)).isFalse();
    assertThat(Files.exists(foreign)).isTrue();
  }

  @Test
  void aFolderThatIsAFileIsRefusedBeforeTheFirstStep() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    try (LinearObjective objective = TestData.objective(7)) {
      Trainer<LinearObjective.Batch> trainer = validated(objective).epochs(1).checkpoints(file);
      assertThat(assertThrows(java.io.UncheckedIOException.class, () -> trainer.fit(split.train())))
          .hasMessageThat()
          .contains("for checkpoints cannot be written");
      assertThat(objective.stepCount()).isEqualTo(0);
    }
  }

  @Test
  void aLossThatIsNoNumberIsExplained() {
    try (LinearObjective objective = TestData.objective(7)) {
      INDArray w = objective.parameters().get("w");
      AtomicReference<StepResult> last = new AtomicReference<>();
      TrainingListener poison =
          new TrainingListener() {
            @Override
            public void epochEnded(TrainingHistory.Epoch epoch) {}

            @Override
            public void stepEnded(StepResult result) {
              last.set(result);
              if (result.step() == 2) {
                w.putScalar(0, Double.NaN);
              }
            }
          };
      Trainer<LinearObjective.Batch> trainer = validated(objective).epochs(3).listener(poison);
      assertThat(assertThrows(ArithmeticException.class, () -> trainer.fit(split.train())))
          .hasMessageThat()
          .contains(
              "The loss of step 3 is NaN: the term squares is NaN. The first parameter that is no"
                  + " number now is w.");
      assertThat(last.get().step()).isEqualTo(2);
    }
  }

  @Test
  void historiesBecomeFiles() throws Exception {
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history =
          validated(objective)
              .metric("rmse", Metrics::rmse, b -> predicted(objective, b), b -> b.y())
              .epochs(3)
              .fit(split.train());
      Path csv = folder.resolve("run.csv");
      history.writeCsv(csv);
      List<String> lines = Files.readAllLines(csv);
      assertThat(lines).hasSize(4);
      assertThat(lines.get(0))
          .startsWith("epoch,steps,seconds,learningRate,loss,term squares,term w/L1,validation,");
      assertThat(lines.get(1).split(",", -1)).hasLength(lines.get(0).split(",", -1).length);
      assertThat(Double.parseDouble(lines.get(3).split(",", -1)[4]))
          .isEqualTo(history.last().loss());

      Path json = folder.resolve("run.json");
      history.writeJson(json);
      List<TrainingHistory.Epoch> read =
          HistoryFiles.parse(
              com.google.gson.JsonParser.parseString(Files.readString(json)).getAsJsonArray());
      assertThat(read.toString()).isEqualTo(history.epochs().toString());
      assertThat(read.get(2).parameters()).isEqualTo(history.last().parameters());

      Path page = folder.resolve("run.html");
      history.writeHtml(page, "Linear <model> & \"data\"");
      String html = Files.readString(page);
      assertThat(html).contains("Linear &lt;model&gt; &amp; &quot;data&quot;");
      assertThat(html).doesNotContain("NaN");
      assertThat(html).doesNotContain("http");
      assertThat(html).doesNotContain("<script");
      // The page is well-formed, too.
      javax.xml.parsers.DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(
              new java.io.ByteArrayInputStream(
                  html.replace("<!DOCTYPE html>", "")
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }

  @Test
  void emptyHistoriesHaveAPageToo() {
    Path page = folder.resolve("run.html");
    new TrainingHistory(List.of()).writeHtml(page, "Nothing");
    assertThat(Files.exists(page)).isTrue();
  }
}
