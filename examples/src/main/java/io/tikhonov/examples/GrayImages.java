package io.tikhonov.examples;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Grey images as matrices of numbers from 0 (black) to 1 (white). */
final class GrayImages {
  private static final int WHITE = 255;

  /** One level of red, green and blue. */
  private static final int GREY = 0x010101;

  private static final int UNKNOWN = 0x1b6ca8;

  private GrayImages() {}

  static INDArray read(InputStream file) throws IOException {
    Raster pixels = ImageIO.read(file).getRaster();
    double[][] image = new double[pixels.getHeight()][pixels.getWidth()];
    for (int y = 0; y < image.length; y++) {
      for (int x = 0; x < image[y].length; x++) {
        image[y][x] = pixels.getSample(x, y, 0) / (double) WHITE;
      }
    }
    return Nd4j.createFromArray(image);
  }

  /** The image plus independent normal noise of this standard deviation. */
  static INDArray noisy(INDArray image, double deviation, long seed) {
    Random random = new Random(seed);
    double[][] noise = new double[image.rows()][image.columns()];
    for (double[] row : noise) {
      for (int i = 0; i < row.length; i++) {
        row[i] = deviation * random.nextGaussian();
      }
    }
    return image.add(Nd4j.createFromArray(noise));
  }

  /** The peak signal-to-noise ratio: −10·log₁₀ of the mean squared error, for 0 to 1. */
  static double decibels(INDArray image, INDArray clean) {
    double distance = image.distance2(clean);
    return -10 * Math.log10(distance * distance / clean.length());
  }

  /** Writes a PNG file; numbers below 0 become black, numbers above 1 white. */
  static void write(Path file, INDArray image) throws IOException {
    BufferedImage pixels =
        new BufferedImage(image.columns(), image.rows(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.rows(); y++) {
      for (int x = 0; x < image.columns(); x++) {
        pixels.getRaster().setSample(x, y, 0, level(image.getDouble(y, x)));
      }
    }
    write(file, pixels);
  }

  /** Writes a PNG file in which each number is a square; what is no number becomes blue. */
  static void write(Path file, double[][] image, int scale) throws IOException {
    BufferedImage pixels =
        new BufferedImage(
            image[0].length * scale, image.length * scale, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < pixels.getHeight(); y++) {
      for (int x = 0; x < pixels.getWidth(); x++) {
        double value = image[y / scale][x / scale];
        pixels.setRGB(x, y, Double.isNaN(value) ? UNKNOWN : GREY * level(value));
      }
    }
    write(file, pixels);
  }

  private static int level(double value) {
    return (int) Math.round(Math.max(0, Math.min(1, value)) * WHITE);
  }

  private static void write(Path file, BufferedImage pixels) throws IOException {
    if (!ImageIO.write(pixels, "png", file.toFile())) {
      throw new IOException("This JDK cannot write PNG files.");
    }
  }
}
