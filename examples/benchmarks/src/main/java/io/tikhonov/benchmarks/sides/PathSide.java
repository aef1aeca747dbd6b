package io.tikhonov.benchmarks.sides;

import io.tikhonov.benchmarks.models.ElasticNetClassifierObjective;
import io.tikhonov.benchmarks.models.ElasticNetRegressionObjective;
import io.tikhonov.benchmarks.shared.Doubles;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.solve.RegularizationPath;
import io.tikhonov.runtime.solve.SolutionPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Regularization paths by Tikhonov; the argument is the folder with the data. */
final class PathSide {

  private final Path folder;
  private final INDArray x;

  private PathSide(Path folder) throws IOException {
    this.folder = folder;
    int rows = numbers("y").length;
    double[] flat = numbers("x");
    x = Nd4j.createFromArray(flat).reshape(rows, flat.length / rows);
  }

  public static void main(String[] args) throws IOException {
    PathSide side = new PathSide(Path.of(args[0]));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      System.out.println(side.answer(words[1], Double.parseDouble(words[2])));
    }
  }

  private double[] numbers(String name) throws IOException {
    return Doubles.read(folder.resolve(name));
  }

  private String answer(String kind, double tolerance) throws IOException {
    boolean squares = kind.equals("gaussian");
    long features = x.size(1);
    INDArray y = Nd4j.createFromArray(numbers(squares ? "y" : "classes"));
    double[] factors = numbers(kind);
    Dataset data = Dataset.of("x", x, "y", y);
    INDArray zeros = Nd4j.zeros(x.dataType(), features);
    long start = System.nanoTime();
    SolutionPath path =
        squares
            ? compute(
                ElasticNetRegressionObjective.builder().features(features).build(),
                zeros,
                factors,
                tolerance,
                data)
            : compute(
                ElasticNetClassifierObjective.builder().features(features).build(),
                zeros,
                factors,
                tolerance,
                data);
    long nanos = System.nanoTime() - start;
    if (!path.converged()) {
      return "failed to converge";
    }
    double sum = path.points().stream().mapToDouble(point -> point.terms().loss()).sum();
    return "ok " + nanos + " " + sum + " " + path.points().get(factors.length - 1).nonzeros();
  }

  private static <B extends Record> SolutionPath compute(
      Objective<B> objective, INDArray zeros, double[] factors, double tolerance, Dataset data) {
    try (objective) {
      objective.parameters().put("w", zeros);
      return RegularizationPath.of(objective).factors(factors).tolerance(tolerance).compute(data);
    }
  }
}
