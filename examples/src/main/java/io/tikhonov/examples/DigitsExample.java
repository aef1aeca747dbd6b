package io.tikhonov.examples;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link DigitClassifier} and says what it has learned. */
final class DigitsExample {

  private static final int HIDDEN = 256;
  private static final int EPOCHS = 200;
  private static final int BATCH_SIZE = 32;
  private static final double TRAINING_SHARE = 0.8;
  private static final long SEED = 7;

  private final Output out;

  DigitsExample(Output out) {
    this.out = out;
  }

  void run() {
    Dataset.Split digits = HandwrittenDigits.load().split(SEED, TRAINING_SHARE);
    out.say("%d images for training, %d for testing", digits.train().size(), digits.test().size());
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
      out.files("digits", "Handwritten digits", history, DigitClassifierObjective.class);
    }
  }

  private void describeLoss(TrainingHistory.Epoch last) {
    out.say("loss %.4f after %d epochs:", last.loss(), last.number());
    Map<String, Double> test = last.validation().orElseThrow().terms();
    last.terms()
        .forEach((name, value) -> out.say("  %-14s %.4f  test %.4f", name, value, test.get(name)));
  }

  private void describeAccuracy(INDArray scores, INDArray digits) {
    double accuracy = Metrics.accuracy(scores, digits);
    long right = Math.round(accuracy * digits.length());
    out.say("test accuracy %.4f (%d of %d)", accuracy, right, digits.length());
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
    out.say("exact zeros: %d of %d weights in w1", zeros, weights);
    out.say("unused hidden units: %d of %d rows of w2 are exactly zero", unused, w2.length);
  }

  private static int zeros(float[] row) {
    int zeros = 0;
    for (float value : row) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }
}
