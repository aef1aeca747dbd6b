package io.tikhonov.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Means of terms over batches, weighted by their rows. */
final class Means {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long started = System.nanoTime();
  private List<String> names = List.of();
  private double[] sums = {};
  private double loss;
  private double differentiable;
  private double learningRate;
  private Map<String, Double> scheduled = Map.of();
  private long rows;
  private long batches;
  private double secondsBefore;

  void add(StepResult result, int weight) {
    learningRate = result.learningRate();
    add(result.terms(), result.loss(), result.differentiable(), weight);
  }

  /** Takes note of what follows schedules in the last step. */
  void scheduled(Map<String, Double> values) {
    scheduled = values;
  }

  void add(Evaluation evaluation, int weight) {
    add(evaluation.terms(), evaluation.loss(), evaluation.differentiable(), weight);
  }

  private void add(Map<String, Double> terms, double total, double part, int weight) {
    if (batches == 0) {
      names = List.copyOf(terms.keySet());
      sums = new double[names.size()];
    }
    int i = 0;
    for (double value : terms.values()) {
      sums[i++] += value * weight;
    }
    loss += total * weight;
    differentiable += part * weight;
    rows += weight;
    batches++;
  }

  /** Whether nothing has been added. */
  boolean isEmpty() {
    return batches == 0;
  }

  private double[] means() {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[i] / rows;
    }
    return means;
  }

  /** The epoch whose training these means are. */
  TrainingHistory.Epoch epoch(
      int number,
      Optional<Evaluation> validation,
      Map<String, Double> metrics,
      Map<String, TrainingHistory.ParameterSummary> parameters) {
    return new TrainingHistory.Epoch(
        number,
        batches,
        loss / rows,
        new Terms(names, means()),
        validation,
        metrics,
        parameters,
        learningRate,
        scheduled,
        seconds());
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - started) / NANOS_PER_SECOND;
  }

  /** What has been added so far, for a checkpoint in the middle of an epoch. */
  JsonObject save() {
    JsonObject object = new JsonObject();
    JsonArray terms = new JsonArray();
    JsonArray values = new JsonArray();
    names.forEach(terms::add);
    for (double sum : sums) {
      values.add(HistoryFiles.number(sum));
    }
    object.add("names", terms);
    object.add("sums", values);
    object.add("loss", HistoryFiles.number(loss));
    object.add("differentiable", HistoryFiles.number(differentiable));
    object.add("learningRate", HistoryFiles.number(learningRate));
    object.add("scheduled", HistoryFiles.numbers(scheduled));
    object.addProperty("rows", rows);
    object.addProperty("batches", batches);
    object.addProperty("seconds", seconds());
    return object;
  }

  /** Means that go on where saved ones ended; throws if they are something else. */
  static Means restore(JsonObject object) {
    Means means = new Means();
    means.names =
        object.getAsJsonArray("names").asList().stream().map(JsonElement::getAsString).toList();
    means.sums =
        object.getAsJsonArray("sums").asList().stream()
            .mapToDouble(JsonElement::getAsDouble)
            .toArray();
    means.loss = object.get("loss").getAsDouble();
    means.differentiable = object.get("differentiable").getAsDouble();
    means.learningRate = object.get("learningRate").getAsDouble();
    means.scheduled = HistoryFiles.numbers(object.getAsJsonObject("scheduled"));
    means.rows = object.get("rows").getAsLong();
    means.batches = object.get("batches").getAsLong();
    means.secondsBefore = object.get("seconds").getAsDouble();
    boolean counts = means.rows >= means.batches && means.batches >= 0 && means.secondsBefore >= 0;
    if (!counts || means.names.size() != means.sums.length) {
      throw new IllegalArgumentException("Numbers out of range.");
    }
    return means;
  }

  Evaluation evaluation() {
    return new Evaluation(names, means(), loss / rows, differentiable / rows);
  }
}
