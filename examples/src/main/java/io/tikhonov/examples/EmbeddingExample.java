package io.tikhonov.examples;

import io.tikhonov.examples.models.ImageCompletionObjective;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fills in pixels that it has not seen, and finds out on the way what is like what. */
final class EmbeddingExample {
  private static final int SIDE = 8;
  private static final int FACTORS = 20;
  private static final int EPOCHS = 30;
  private static final int BATCH_SIZE = 1024;
  private static final double SEEN_SHARE = 0.8;
  private static final long SEED = 7;

  /** Shown images, and how large. */
  private static final int SHOWN = 10;

  private static final int SCALE = 8;

  private final Output out;
  private final float[][] images;
  private final int[] digits;

  EmbeddingExample(Output out) {
    this.out = out;
    Dataset data = HandwrittenDigits.load();
    this.images = data.array("x").toFloatMatrix();
    this.digits = data.array("y").toIntVector();
  }

  void run() throws IOException {
    Dataset.Split pixels = pixels().split(SEED, SEEN_SHARE);
    out.say(
        "%d images; %d of their pixels are shown to the model and %d are not",
        images.length, pixels.train().size(), pixels.test().size());
    try (ImageCompletionObjective objective =
        ImageCompletionObjective.builder()
            .images(images.length)
            .pixels(HandwrittenDigits.PIXELS)
            .factors(FACTORS)
            .seed(SEED)
            .build()) {
      TrainingHistory history =
          Trainer.of(objective)
              .epochs(EPOCHS)
              .batchSize(BATCH_SIZE)
              .validation(pixels.test())
              .seed(SEED)
              .fit(pixels.train());
      describeHidden(objective, pixels);
      describeImages(new Neighbours(objective.parameters().get("imageTable")));
      describePixels(new Neighbours(objective.parameters().get("pixelTable")));
      draw(objective, pixels.train());
      out.files("embedding", "Image completion", history, ImageCompletionObjective.class);
    }
  }

  /** One row for each pixel of each image. */
  private Dataset pixels() {
    int count = images.length * HandwrittenDigits.PIXELS;
    int[] image = new int[count];
    int[] pixel = new int[count];
    double[] seen = new double[count];
    for (int i = 0; i < count; i++) {
      image[i] = i / HandwrittenDigits.PIXELS;
      pixel[i] = i % HandwrittenDigits.PIXELS;
      seen[i] = images[image[i]][pixel[i]];
    }
    return Dataset.of(
        "image", Nd4j.createFromArray(image),
        "pixel", Nd4j.createFromArray(pixel),
        "seen", Nd4j.createFromArray(seen));
  }

  private void describeHidden(ImageCompletionObjective objective, Dataset.Split pixels) {
    INDArray hidden = pixels.test().array("seen");
    INDArray guess =
        objective.brightness(pixels.test().array("image"), pixels.test().array("pixel"));
    double[] usual = means(pixels.train());
    int[] pixel = pixels.test().array("pixel").toIntVector();
    double[] plain = new double[pixel.length];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = usual[pixel[i]];
    }
    out.say(
        "Hidden pixels are guessed with an error of %.3f, where black is 0 and white is 1;"
            + " the mean of the pixel over all images has an error of %.3f.",
        Metrics.rmse(guess, hidden), Metrics.rmse(Nd4j.createFromArray(plain), hidden));
  }

  /** The mean brightness of each pixel over the images that show it. */
  private static double[] means(Dataset shown) {
    int[] pixel = shown.array("pixel").toIntVector();
    double[] seen = shown.array("seen").toDoubleVector();
    double[] sums = new double[HandwrittenDigits.PIXELS];
    int[] counts = new int[HandwrittenDigits.PIXELS];
    for (int i = 0; i < pixel.length; i++) {
      sums[pixel[i]] += seen[i];
      counts[pixel[i]]++;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i];
    }
    return sums;
  }

  private void describeImages(Neighbours neighbours) {
    int same = 0;
    for (int i = 0; i < images.length; i++) {
      same += digits[neighbours.closest(i)] == digits[i] ? 1 : 0;
    }
    out.say(
        "Of %.1f %% of the images the closest other image shows the same digit,"
            + " though the model was never told a digit.",
        100.0 * same / images.length);
  }

  /** Pixels that are black in every image have nothing to learn and are left out. */
  private void describePixels(Neighbours neighbours) {
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < HandwrittenDigits.PIXELS; i++) {
      for (float[] image : images) {
        if (image[i] > 0.5) {
          used.add(i);
          break;
        }
      }
    }
    int adjacent = 0;
    for (int pixel : used) {
      int closest = neighbours.closest(pixel, used);
      int down = Math.abs(closest / SIDE - pixel / SIDE);
      int across = Math.abs(closest % SIDE - pixel % SIDE);
      adjacent += Math.max(down, across) == 1 ? 1 : 0;
    }
    out.say(
        "Of %d of %d pixels the closest other pixel lies right beside it,"
            + " though the model was never told where a pixel is.",
        adjacent, used.size());
  }

  /**
   * Three rows: what the model saw, where hidden pixels are blue; what it made of it; the truth.
   */
  private void draw(ImageCompletionObjective objective, Dataset shown) throws IOException {
    double[][] picture = new double[3 * (SIDE + 1) + 1][SHOWN * (SIDE + 1) + 1];
    for (double[] row : picture) {
      Arrays.fill(row, 1);
    }
    for (int i = 0; i < SHOWN; i++) {
      int[] image = new int[HandwrittenDigits.PIXELS];
      int[] pixel = new int[HandwrittenDigits.PIXELS];
      for (int k = 0; k < pixel.length; k++) {
        image[k] = i;
        pixel[k] = k;
      }
      double[] guess =
          objective
              .brightness(Nd4j.createFromArray(image), Nd4j.createFromArray(pixel))
              .toDoubleVector();
      for (int k = 0; k < guess.length; k++) {
        int across = i * (SIDE + 1) + 1 + k % SIDE;
        int down = 1 + k / SIDE;
        picture[down][across] = Double.NaN;
        picture[down + SIDE + 1][across] = guess[k];
        picture[down + 2 * (SIDE + 1)][across] = images[i][k];
      }
    }
    int[] image = shown.array("image").toIntVector();
    int[] pixel = shown.array("pixel").toIntVector();
    for (int i = 0; i < image.length; i++) {
      if (image[i] < SHOWN) {
        int across = image[i] * (SIDE + 1) + 1 + pixel[i] % SIDE;
        picture[1 + pixel[i] / SIDE][across] = images[image[i]][pixel[i]];
      }
    }
    GrayImages.write(out.file("embedding.png"), picture, SCALE);
    out.say(
        "picture: %s (what the model saw, with hidden pixels blue; what it made of it; the truth)",
        Output.shown(out.file("embedding.png")));
  }
}
