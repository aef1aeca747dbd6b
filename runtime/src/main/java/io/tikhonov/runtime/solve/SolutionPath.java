package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.page.Page;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The solutions along a {@link RegularizationPath}, from the largest factor down. */
public final class SolutionPath {

  private final String model;
  private final List<String> penalties;
  private final List<String> penalised;
  private final List<Point> points;

  /** Names of elements, by parameter, for those parameters that have such. */
  private final Map<String, List<String>> elements;

  /**
   * A solution.
   *
   * @param factor what the penalties along the path are multiplied by
   * @param lambdas the λ of each of them, factor included, by name
   * @param terms every term at the solution, factor included
   * @param certificate how close it is
   * @param converged whether the certificate is within the tolerance
   * @param iterations of the solver
   * @param nonzeros how many of the penalised numbers are not 0
   * @param coefficients the parameters, by name; not to be changed
   */
  public record Point(
      double factor,
      Map<String, Double> lambdas,
      Evaluation terms,
      Solution.Certificate certificate,
      boolean converged,
      int iterations,
      long nonzeros,
      Map<String, INDArray> coefficients) {

    /** Keeps the order of the maps. */
    public Point {
      lambdas = Collections.unmodifiableMap(new LinkedHashMap<>(lambdas));
      coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
    }
  }

  SolutionPath(
      String model,
      List<String> penalties,
      List<String> penalised,
      List<Point> points,
      Map<String, List<String>> elements) {
    this.model = model;
    this.penalties = List.copyOf(penalties);
    this.penalised = List.copyOf(penalised);
    this.points = List.copyOf(points);
    this.elements = Map.copyOf(elements);
  }

  String model() {
    return model;
  }

  /** The names of the penalties whose factor changes. */
  public List<String> penalties() {
    return penalties;
  }

  /** The names of the parameters that they act on. */
  List<String> penalised() {
    return penalised;
  }

  /** The solutions, from the largest factor down. */
  public List<Point> points() {
    return points;
  }

  /** Whether all solutions have converged. */
  public boolean converged() {
    return points.stream().allMatch(Point::converged);
  }

  /** The factors, from the largest one down. */
  public double[] factors() {
    return points.stream().mapToDouble(Point::factor).toArray();
  }

  /**
   * The path as a table of comma-separated values (RFC 4180) with a line for each solution: factor,
   * λ of each penalty, certificate, number of nonzeros, terms, all elements of the parameters.
   */
  public String toCsv() {
    return PathFiles.csv(this);
  }

  /**
   * Writes {@link #toCsv} to a file, which is complete or not there.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeCsv(Path file) {
    Page.write(file, toCsv());
  }

  /** The coefficients over the factor, as a picture in a page without scripts and links. */
  public String toHtml(String title) {
    return PathPage.html(title, this, null);
  }

  /**
   * Writes {@link #toHtml} to a file, which is complete or not there.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeHtml(Path file, String title) {
    Page.write(file, toHtml(title));
  }

  /** The name of an element where its parameter is known, otherwise as {@link #element}. */
  String label(String parameter, INDArray array, int index) {
    List<String> names = elements.get(parameter);
    return names == null ? element(parameter, array, index) : names.get(index);
  }

  /** An element: {@code w[3]}, {@code w[1][0]} in a matrix, or {@code w[its name]}. */
  String element(String parameter, INDArray array, int index) {
    if (elements.containsKey(parameter)) {
      return parameter + "[" + elements.get(parameter).get(index) + "]";
    }
    StringBuilder text = new StringBuilder();
    int rest = index;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      int size = (int) array.size(axis);
      text.insert(0, "[" + rest % size + "]");
      rest /= size;
    }
    return parameter + text;
  }

  /** The elements of an array in c order. */
  static double[] numbers(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').reshape(array.length()).toDoubleVector();
  }
}
