package io.tikhonov.examples;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's run that is stopped and goes on. */
final class LongRunTest {
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

  @Test
  void theReadmeShowsThisRun() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String source =
        Files.readString(Path.of("src/test/java/io/tikhonov/examples/LongRunTest.java"));
    int from = readme.indexOf("return Trainer.of(objective)");
    String shown = readme.substring(from, readme.indexOf("```", from));
    assertThat(stripped(source)).contains(stripped(shown));
  }

  private static String stripped(String code) {
    return String.join("\n", code.lines().map(String::strip).toList()).strip();
  }
}
