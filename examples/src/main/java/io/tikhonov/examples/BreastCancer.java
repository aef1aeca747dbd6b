package io.tikhonov.examples;

import io.tikhonov.runtime.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** 569 tumours with 30 measurements each; NOTICE says where they come from. */
final class BreastCancer {
  private static final String FILE = "breast_cancer.csv";

  private static final List<String> MEASURES =
      List.of(
          "radius",
          "texture",
          "perimeter",
          "area",
          "smoothness",
          "compactness",
          "concavity",
          "concave points",
          "symmetry",
          "fractal dimension");

  private BreastCancer() {}

  /** The names of the features: each measure's mean over the cells, its error and its worst. */
  static List<String> features() {
    List<String> names = new ArrayList<>();
    for (String kind : List.of("mean ", "error of ", "worst ")) {
      MEASURES.forEach(measure -> names.add(kind + measure));
    }
    return names;
  }

  /**
   * The features as {@code x}, each with mean 0 and standard deviation 1, and as {@code outcome} 1
   * for a benign tumour, 0 for a malignant one.
   */
  static Dataset load() {
    // The first line has the counts and the names of the classes.
    List<String> lines = Resources.lines(FILE).stream().skip(1).toList();
    int features = features().size();
    double[][] x = new double[lines.size()][features];
    double[] outcome = new double[lines.size()];
    for (int row = 0; row < x.length; row++) {
      String[] values = lines.get(row).split(",", -1);
      for (int i = 0; i < features; i++) {
        x[row][i] = Double.parseDouble(values[i]);
      }
      outcome[row] = Double.parseDouble(values[features]);
    }
    return Dataset.of("x", standardized(x), "outcome", Nd4j.createFromArray(outcome));
  }

  private static INDArray standardized(double[][] rows) {
    INDArray x = Nd4j.createFromArray(rows);
    // Without Bessel's correction: the variance divides by the number of rows.
    return x.subRowVector(x.mean(0)).diviRowVector(x.std(false, 0));
  }
}
