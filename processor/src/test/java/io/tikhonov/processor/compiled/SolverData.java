package io.tikhonov.processor.compiled;

import io.tikhonov.processor.ReferenceData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Data sets, and minimisers that other libraries have found on them. */
final class SolverData {

  private SolverData() {}

  private static List<String> lines(String name) {
    InputStream stream = SolverData.class.getResourceAsStream("/solve/" + name);
    try (InputStream raw = name.endsWith(".gz") ? new GZIPInputStream(stream) : stream;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(raw, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static double[][] numbers(List<String> lines, String separator) {
    return lines.stream()
        .map(line -> Arrays.stream(line.trim().split(separator, -1)))
        .map(words -> words.mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  /** What a library has found, by name. */
  static Map<String, Object> found(String file, String name) {
    return ReferenceData.object(
        ReferenceData.object(ReferenceData.read(file).get("cases")).get(name));
  }

  static double[] coefficients(Map<String, Object> found) {
    return ReferenceData.numbers(found.get("coef"));
  }

  static double number(Map<String, Object> found, String name) {
    return ((Number) found.get(name)).doubleValue();
  }

  /** Standardised features of the diabetes data. */
  static double[][] diabetes() {
    return standardise(numbers(lines("diabetes_data_raw.csv.gz"), "\\s+"));
  }

  /** Centred targets of the diabetes data. */
  static double[] diabetesTarget() {
    double[] y =
        Arrays.stream(numbers(lines("diabetes_target.csv.gz"), ","))
            .mapToDouble(row -> row[0])
            .toArray();
    double mean = Arrays.stream(y).sum() / y.length;
    return Arrays.stream(y).map(value -> value - mean).toArray();
  }

  private static double[][] tumours() {
    List<String> lines = lines("breast_cancer.csv");
    return numbers(lines.subList(1, lines.size()), ",");
  }

  /** Standardised features of the breast-cancer data. */
  static double[][] tumourFeatures() {
    return standardise(
        Arrays.stream(tumours())
            .map(row -> Arrays.copyOf(row, row.length - 1))
            .toArray(double[][]::new));
  }

  /** The classes of the breast-cancer data, 0 and 1. */
  static double[] tumourClasses() {
    return Arrays.stream(tumours()).mapToDouble(row -> row[row.length - 1]).toArray();
  }

  /** A part of a photograph with noise. */
  static double[][] camera() {
    return numbers(lines("camera-crop-noisy.csv.gz"), ",");
  }

  private static double[][] standardise(double[][] x) {
    int n = x.length;
    for (int j = 0; j < x[0].length; j++) {
      double mean = 0;
      for (double[] row : x) {
        mean += row[j] / n;
      }
      double variance = 0;
      for (double[] row : x) {
        variance += (row[j] - mean) * (row[j] - mean) / n;
      }
      for (double[] row : x) {
        row[j] = (row[j] - mean) / Math.sqrt(variance);
      }
    }
    return x;
  }
}
