package io.tikhonov.examples;

import io.tikhonov.runtime.Dataset;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/** 1,797 images of handwritten digits; NOTICE says where they come from. */
final class HandwrittenDigits {

  /** Pixels of an image: 8 rows of 8. */
  static final int PIXELS = 64;

  /** Digits. */
  static final int CLASSES = 10;

  private static final String FILE = "digits.csv.gz";
  private static final float BRIGHTEST = 16;

  private HandwrittenDigits() {}

  /** The images as {@code x}, pixels from 0 to 1, and their digits as {@code y}. */
  static Dataset load() {
    List<String> lines = Resources.lines(FILE);
    float[][] images = new float[lines.size()][PIXELS];
    int[] digits = new int[lines.size()];
    for (int row = 0; row < digits.length; row++) {
      String[] values = lines.get(row).split(",", -1);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        images[row][pixel] = Float.parseFloat(values[pixel]) / BRIGHTEST;
      }
      digits[row] = Integer.parseInt(values[PIXELS]);
    }
    return Dataset.of("x", Nd4j.createFromArray(images), "y", Nd4j.createFromArray(digits));
  }
}
