package io.tikhonov.examples;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.PartialLoad;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The runs that the README and the guide show. */
final class DocumentedRunsTest {
  @TempDir Path folder;

  @BeforeEach
  void quiet() {
    System.setProperty("tikhonov.progress", "off");
  }

  @AfterEach
  void loud() {
    System.clearProperty("tikhonov.progress");
  }

  /** What the README shows. */
  private static TrainingHistory fit(
      DigitClassifierObjective objective, Dataset train, Dataset test, Path folder) {
    return Trainer.of(objective)
        .epochs(100)
        .batchSize(64)
        .validation(test)
        .metric("accuracy", Metrics::accuracy, b -> objective.logits(b.x()), b -> b.y())
        .monitor("accuracy", true)
        .earlyStopping(5)
        .checkpoints(folder)
        .resume()
        .fit(train);
  }

  private static DigitClassifierObjective objective() {
    return DigitClassifierObjective.builder()
        .pixels(HandwrittenDigits.PIXELS)
        .hidden(16)
        .classes(HandwrittenDigits.CLASSES)
        .build();
  }

  @Test
  void theFirstRun() throws IOException {
    Dataset.Split digits = HandwrittenDigits.load().split(1, 0.8);
    Dataset train = digits.train();
    Dataset test = digits.test();
    INDArray images = test.array("x");
    // As the README has it.
    DigitClassifierObjective objective =
        DigitClassifierObjective.builder().pixels(64).hidden(128).classes(10).seed(7).build();

    TrainingHistory history =
        Trainer.of(objective).epochs(20).batchSize(64).validation(test).fit(train);

    INDArray scores = objective.logits(images);
    objective.save(Path.of("digits.safetensors"));
    // So far.
    try (objective) {
      assertThat(history.epochs()).hasSize(20);
      assertThat(Metrics.accuracy(scores, test.array("y"))).isGreaterThan(0.9);
      assertThat(Files.size(Path.of("digits.safetensors"))).isGreaterThan(4L * 64 * 128);
    } finally {
      Files.delete(Path.of("digits.safetensors"));
    }
  }

  /** As the guide has it. */
  @Test
  void aRunLeavesItsPages() throws IOException {
    Dataset.Split digits = HandwrittenDigits.load().split(1, 0.8);
    try (DigitClassifierObjective objective = objective()) {
      TrainingHistory history =
          Trainer.of(objective).epochs(2).validation(digits.test()).fit(digits.train());
      history.writeHtml(folder.resolve("run.html"), "Digits");
      history.writeCsv(folder.resolve("run.csv"));
      assertThat(Files.readString(folder.resolve("run.html"))).contains("<svg");
      assertThat(Files.readAllLines(folder.resolve("run.csv"))).hasSize(3);
    }
  }

  /** As docs/runs.md has it. */
  @Test
  void takesWhatFits() {
    Path older = folder.resolve("older.safetensors");
    try (DigitClassifierObjective smaller =
        DigitClassifierObjective.builder()
            .pixels(HandwrittenDigits.PIXELS)
            .hidden(16)
            .classes(HandwrittenDigits.CLASSES - 1)
            .build()) {
      smaller.save(older);
    }
    try (DigitClassifierObjective objective = objective()) {
      PartialLoad loaded = objective.loadMatching(older);
      System.out.println(loaded);
      assertThat(loaded.taken()).containsExactly("w1", "b1");
      assertThat(loaded.kept().keySet()).containsExactly("w2");
    }
  }

  @Test
  void aFinishedRunHasNothingToDo() {
    Dataset.Split digits = HandwrittenDigits.load().split(1, 0.8);
    TrainingHistory first;
    try (DigitClassifierObjective objective = objective()) {
      first = fit(objective, digits.train(), digits.test(), folder);
      assertThat(first.epochs().size()).isLessThan(100);
      assertThat(first.last().metrics().get("accuracy")).isGreaterThan(0.8);
    }
    try (DigitClassifierObjective objective = objective()) {
      TrainingHistory second = fit(objective, digits.train(), digits.test(), folder);
      assertThat(second.toString()).isEqualTo(first.toString());
      double best =
          Metrics.accuracy(objective.logits(digits.test().array("x")), digits.test().array("y"));
      assertThat(best)
          .isWithin(1e-12)
          .of(
              first.epochs().stream()
                  .mapToDouble(epoch -> epoch.metrics().get("accuracy"))
                  .max()
                  .orElseThrow());
    }
  }
}
