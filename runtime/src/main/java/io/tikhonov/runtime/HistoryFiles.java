package io.tikhonov.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.tikhonov.runtime.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Histories as text: CSV for spreadsheets, JSON for programs and for checkpoints. */
final class HistoryFiles {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private HistoryFiles() {}

  // CSV

  /** The columns of an epoch, by their titles. */
  static Map<String, Double> columns(TrainingHistory.Epoch epoch) {
    Map<String, Double> columns = new LinkedHashMap<>();
    columns.put("epoch", (double) epoch.number());
    columns.put("steps", (double) epoch.steps());
    columns.put("seconds", epoch.seconds());
    columns.put("learningRate", epoch.learningRate());
    epoch.scheduled().forEach((name, value) -> columns.put("scheduled " + name, value));
    columns.put("loss", epoch.loss());
    epoch.terms().forEach((name, value) -> columns.put("term " + name, value));
    epoch
        .validation()
        .ifPresent(
            evaluation -> {
              columns.put("validation", evaluation.loss());
              evaluation.terms().forEach((name, v) -> columns.put("validation " + name, v));
            });
    epoch.metrics().forEach((name, value) -> columns.put("metric " + name, value));
    epoch
        .parameters()
        .forEach(
            (name, summary) -> {
              columns.put("norm " + name, summary.norm());
              columns.put("zeros " + name, summary.zeros());
            });
    return columns;
  }

  static String csv(TrainingHistory history) {
    Set<String> titles = new LinkedHashSet<>();
    history.epochs().forEach(epoch -> titles.addAll(columns(epoch).keySet()));
    StringBuilder text = new StringBuilder();
    appendLine(text, titles.stream().map(Page::quoted).toList());
    for (TrainingHistory.Epoch epoch : history.epochs()) {
      Map<String, Double> columns = columns(epoch);
      appendLine(text, titles.stream().map(title -> cell(columns.get(title))).toList());
    }
    return text.toString();
  }

  private static void appendLine(StringBuilder text, List<String> cells) {
    text.append(String.join(",", cells)).append('\n');
  }

  private static String cell(Double value) {
    if (value == null) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString(value.longValue())
        : value.toString();
  }

  // JSON

  static String json(TrainingHistory history) {
    return GSON.toJson(epochs(history.epochs())) + "\n";
  }

  static JsonArray epochs(List<TrainingHistory.Epoch> epochs) {
    JsonArray array = new JsonArray();
    epochs.forEach(epoch -> array.add(object(epoch)));
    return array;
  }

  /** Everything that is known of an epoch. */
  static JsonObject object(TrainingHistory.Epoch epoch) {
    JsonObject object = new JsonObject();
    object.addProperty("number", epoch.number());
    object.addProperty("steps", epoch.steps());
    object.add("loss", number(epoch.loss()));
    object.add("terms", numbers(epoch.terms()));
    epoch
        .validation()
        .ifPresent(
            evaluation -> {
              JsonObject validation = new JsonObject();
              validation.add("loss", number(evaluation.loss()));
              validation.add("differentiable", number(evaluation.differentiable()));
              validation.add("terms", numbers(evaluation.terms()));
              object.add("validation", validation);
            });
    object.add("metrics", numbers(epoch.metrics()));
    JsonObject parameters = new JsonObject();
    epoch
        .parameters()
        .forEach(
            (name, summary) -> {
              JsonObject two = new JsonObject();
              two.add("norm", number(summary.norm()));
              two.add("zeros", number(summary.zeros()));
              parameters.add(name, two);
            });
    object.add("parameters", parameters);
    object.add("learningRate", number(epoch.learningRate()));
    object.add("scheduled", numbers(epoch.scheduled()));
    object.add("seconds", number(epoch.seconds()));
    return object;
  }

  static JsonObject numbers(Map<String, Double> values) {
    JsonObject object = new JsonObject();
    values.forEach((name, value) -> object.add(name, number(value)));
    return object;
  }

  /** JSON has no NaN and no infinity: they are strings. */
  static JsonPrimitive number(double value) {
    return Double.isFinite(value)
        ? new JsonPrimitive(value)
        : new JsonPrimitive(Double.toString(value));
  }

  static List<TrainingHistory.Epoch> parse(JsonArray array) {
    List<TrainingHistory.Epoch> epochs = new ArrayList<>();
    for (JsonElement element : array) {
      JsonObject object = element.getAsJsonObject();
      Map<String, TrainingHistory.ParameterSummary> parameters = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> entry : object.getAsJsonObject("parameters").entrySet()) {
        JsonObject two = entry.getValue().getAsJsonObject();
        parameters.put(
            entry.getKey(),
            new TrainingHistory.ParameterSummary(
                two.get("norm").getAsDouble(), two.get("zeros").getAsDouble()));
      }
      epochs.add(
          new TrainingHistory.Epoch(
              object.get("number").getAsInt(),
              object.get("steps").getAsLong(),
              object.get("loss").getAsDouble(),
              numbers(object.getAsJsonObject("terms")),
              Optional.ofNullable(object.getAsJsonObject("validation"))
                  .map(HistoryFiles::evaluation),
              numbers(object.getAsJsonObject("metrics")),
              parameters,
              object.get("learningRate").getAsDouble(),
              numbers(object.getAsJsonObject("scheduled")),
              object.get("seconds").getAsDouble()));
    }
    return epochs;
  }

  private static Evaluation evaluation(JsonObject object) {
    Map<String, Double> terms = numbers(object.getAsJsonObject("terms"));
    return new Evaluation(
        List.copyOf(terms.keySet()),
        terms.values().stream().mapToDouble(Double::doubleValue).toArray(),
        object.get("loss").getAsDouble(),
        object.get("differentiable").getAsDouble());
  }

  static Map<String, Double> numbers(JsonObject object) {
    Map<String, Double> values = new LinkedHashMap<>();
    object.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue().getAsDouble()));
    return values;
  }
}
