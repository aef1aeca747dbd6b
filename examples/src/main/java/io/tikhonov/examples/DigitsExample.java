package io.tikhonov.examples;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link DigitClassifier} and says what it has learned. */
public final class DigitsExample {

  private static final int HIDDEN = 256;
  private static final int EPOCHS = 200;
  private static final int BATCH_SIZE = 32;
  private static final double TRAINING_SHARE = 0.8;
  private static final long SEED = 7;

  private final PrintStream out;

  DigitsExample(PrintStream out) {
    this.out = out;
  }

  /** Takes no arguments. */
  public static void main(String[] args) {
    new DigitsExample(System.out).run();
  }

  void run() {
    Dataset.Split digits = HandwrittenDigits.load().split(SEED, TRAINING_SHARE);
    say("%d images for training, %d for testing", digits.train().size(), digits.test().size());
    try (DigitClassifierObjective objective =
        DigitClassifierObjective.builder()
            .pixels(HandwrittenDigits.PIXELS)
            .hidden(HIDDEN)
            .classes(HandwrittenDigits.CLASSES)
            .seed(SEED)
            .build()) {
      TrainingHistory history =
          Trainer.of(objective)
              .epochs(EPOCHS)
              .batchSize(BATCH_SIZE)
              .validation(digits.test())
              .metric("accuracy", Metrics::accuracy, b -> objective.logits(b.x()), b -> b.y())
              .seed(SEED)
              .fit(digits.train());
      describeLoss(history.last());
      describeAccuracy(objective.logits(digits.test().array("x")), digits.test().array("y"));
      describeSparsity(
          objective.parameters().get("w1").toFloatMatrix(),
          objective.parameters().get("w2").toFloatMatrix());
      describeFiles(history);
    }
  }

  private void describeLoss(TrainingHistory.Epoch last) {
    say("loss %.4f after %d epochs:", last.loss(), last.number());
    Map<String, Double> test = last.validation().orElseThrow().terms();
    last.terms()
        .forEach((name, value) -> say("  %-14s %.4f  test %.4f", name, value, test.get(name)));
  }

  private void describeAccuracy(INDArray scores, INDArray digits) {
    double accuracy = Metrics.accuracy(scores, digits);
    long right = Math.round(accuracy * digits.length());
    say("test accuracy %.4f (%d of %d)", accuracy, right, digits.length());
  }

  private void describeSparsity(float[][] w1, float[][] w2) {
    int zeros = 0;
    int weights = 0;
    for (float[] row : w1) {
      weights += row.length;
      zeros += zeros(row);
    }
    int unused = 0;
    for (float[] row : w2) {
      unused += zeros(row) == row.length ? 1 : 0;
    }
    say("exact zeros: %d of %d weights in w1", zeros, weights);
    say("unused hidden units: %d of %d rows of w2 are exactly zero", unused, w2.length);
  }

  private static int zeros(float[] row) {
    int zeros = 0;
    for (float value : row) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** The compiler leaves the generated source and its report beside the folder of the classes. */
  private void describeFiles(TrainingHistory history) {
    Class<?> generated = DigitClassifierObjective.class;
    try {
      Path classes = Path.of(generated.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path curves = classes.resolveSibling("digits-history.html");
      history.writeHtml(curves, "Handwritten digits");
      say("curves of the run: %s", shown(curves));
      Path source =
          classes
              .resolveSibling("generated-sources")
              .resolve("annotations")
              .resolve(generated.getName().replace('.', '/') + ".java");
      say("generated source: %s", shown(source));
      say("objective report: %s", shown(source.resolveSibling("DigitClassifierObjective.html")));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The place of the classes is not a file.", e);
    }
  }

  private static Path shown(Path file) {
    return Files.exists(file) ? Path.of("").toAbsolutePath().relativize(file) : file.getFileName();
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
