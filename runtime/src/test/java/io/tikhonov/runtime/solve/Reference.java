package io.tikhonov.runtime.solve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Data sets, and minimisers that another library has found on them. */
final class Reference {

  private Reference() {}

  private static List<String> lines(String name) {
    InputStream stream = Reference.class.getResourceAsStream("/solve/" + name);
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

  /** The cases of a file by name. */
  static JsonObject cases(String name) {
    return JsonParser.parseString(String.join("\n", lines(name)))
        .getAsJsonObject()
        .getAsJsonObject("cases");
  }

  static double[] coefficients(JsonObject it) {
    JsonArray array = it.getAsJsonArray("coef");
    return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  /** Standardised features of the diabetes data. */
  static double[][] diabetes() {
    return standardise(numbers(lines("diabetes_data_raw.csv.gz"), "\\s+"));
  }

  /** Centred targets of the diabetes data. */
  static double[] diabetesTarget() {
    double[] y =
        Arrays.stream(numbers(lines("diabetes_target.csv.gz"), ","))
            .mapToDouble(r -> r[0])
            .toArray();
    double mean = Arrays.stream(y).sum() / y.length;
    return Arrays.stream(y).map(v -> v - mean).toArray();
  }

  private static double[][] cancer() {
    List<String> lines = lines("breast_cancer.csv");
    return numbers(lines.subList(1, lines.size()), ",");
  }

  /** Standardised features of the breast-cancer data. */
  static double[][] breastCancer() {
    return standardise(
        Arrays.stream(cancer()).map(r -> Arrays.copyOf(r, r.length - 1)).toArray(double[][]::new));
  }

  /** The classes of the breast-cancer data as −1 and 1. */
  static double[] breastCancerSigns() {
    return Arrays.stream(cancer()).mapToDouble(r -> 2 * r[r.length - 1] - 1).toArray();
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
