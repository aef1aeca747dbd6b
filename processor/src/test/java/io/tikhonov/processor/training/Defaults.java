package io.tikhonov.processor.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The attributes of the DSL's annotations with their defaults, as the front end fills them in. */
final class Defaults {
  private static final Map<String, Object> PENALTY =
      Map.of("lambda", 0.0, "on", List.of(), "mode", "DEFAULT", "metric", "OPTIMIZER");
  private static final Map<String, Object> OPTIMIZER =
      Map.of("learningRate", 1e-3, "weightDecay", 0.0, "maximize", false);

  private Defaults() {}

  static Map<String, Object> of(String name) {
    return switch (name) {
      case "Regularize.L1", "Regularize.L2", "Regularize.NuclearNorm" -> PENALTY;
      case "Regularize.ElasticNet" -> plus(PENALTY, "l1Ratio", 0.5);
      case "Regularize.GroupLasso" -> plus(PENALTY, "axis", 0, "weighted", false);
      case "Regularize.TotalVariation" ->
          Map.of("lambda", 0.0, "on", List.of(), "mode", "DEFAULT", "axes", List.of());
      case "Optimizer.SGD" -> plus(OPTIMIZER, "momentum", 0.0, "dampening", 0.0, "nesterov", false);
      case "Optimizer.Adam" -> plus(OPTIMIZER, "beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8);
      case "Optimizer.AdamW" ->
          plus(OPTIMIZER, "beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8, "weightDecay", 0.01);
      case "Optimizer.RMSprop" ->
          plus(
              OPTIMIZER,
              "learningRate",
              1e-2,
              "smoothing",
              0.99,
              "epsilon",
              1e-8,
              "momentum",
              0.0,
              "centered",
              false);
      case "Optimizer.Adagrad" ->
          plus(OPTIMIZER, "learningRate", 1e-2, "initialAccumulator", 0.0, "epsilon", 1e-10);
      case "Schedule.Cosine", "Schedule.Linear" ->
          Map.of("warmupSteps", 0L, "totalSteps", 0L, "minLearningRate", 0.0);
      case "Schedule.Step" -> Map.of("every", 1L, "factor", 0.1, "warmupSteps", 0L);
      case "Schedule.Exponential" -> Map.of("factor", 1.0, "warmupSteps", 0L);
      case "Schedule.Constant" -> Map.of("warmupSteps", 0L);
      case "Gradient.ClipByValue" -> Map.of("limit", 1.0);
      case "Gradient.ClipByNorm", "Gradient.ClipByGlobalNorm" -> Map.of("maxNorm", 1.0);
      case "Constrain.NonNegative" -> Map.of("on", List.of());
      case "Constrain.Box" -> Map.of("min", 0.0, "max", 1.0, "on", List.of());
      case "Constrain.MaxNorm" -> Map.of("radius", 1.0, "axis", 0, "on", List.of());
      case "Average.EMA" -> Map.of("decay", 0.999);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Map<String, Object> plus(Map<String, Object> base, Object... more) {
    Map<String, Object> all = new HashMap<>(base);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }
}
