package io.tikhonov.examples;

import io.tikhonov.runtime.Dataset;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** 442 patients with ten measurements each; NOTICE says where they come from. */
final class Diabetes {
  private static final String MEASUREMENTS = "diabetes_data_raw.csv.gz";
  private static final String PROGRESSION = "diabetes_target.csv.gz";

  private Diabetes() {}

  /** The names of the features. */
  static List<String> features() {
    return List.of(
        "age",
        "sex",
        "body mass index",
        "blood pressure",
        "total cholesterol",
        "low-density lipoproteins",
        "high-density lipoproteins",
        "cholesterol / HDL",
        "log of triglycerides",
        "blood sugar");
  }

  /**
   * The features as {@code x}, each with mean 0 and standard deviation 1, and as {@code y} how far
   * the disease has progressed a year later.
   */
  static Dataset load() {
    double[][] x = numbers(MEASUREMENTS);
    double[] y = Stream.of(numbers(PROGRESSION)).mapToDouble(row -> row[0]).toArray();
    INDArray rows = Nd4j.createFromArray(x);
    // Without Bessel's correction: the variance divides by the number of rows.
    INDArray standardized = rows.subRowVector(rows.mean(0)).diviRowVector(rows.std(false, 0));
    return Dataset.of("x", standardized, "y", Nd4j.createFromArray(y));
  }

  private static double[][] numbers(String file) {
    return Resources.lines(file).stream()
        .map(line -> Stream.of(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
