package io.tikhonov.processor.frontend;

import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import java.util.HashMap;
import java.util.Map;

/** Values of predictions in tests: dimension n is 3, and the parameter w is (1, 2, 4). */
final class Evaluations {
  private static final double[] W = {1, 2, 4};

  private Evaluations() {}

  static Node prediction(ObjectiveModel model, String name) {
    return model.predictions().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  static double[] of(ObjectiveModel model, String prediction) {
    return of(model, prediction(model, prediction));
  }

  static double[] of(ObjectiveModel model, Node node) {
    Map<String, Array> leaves = new HashMap<>();
    leaves.put("w", new Array(new int[] {W.length}, W));
    leaves.put("x", new Array(new int[] {W.length}, new double[] {0.5, -1, 2}));
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      leaves.put(hyperparameter.name(), Array.scalar(hyperparameter.value()));
    }
    return new Interpreter(Map.of("n", W.length), leaves).evaluate(node).data();
  }
}
