package io.tikhonov.processor.model;

import io.tikhonov.processor.ir.Node;
import java.util.List;

/**
 * A {@code @Predict} method.
 *
 * @param inputs its parameters in order
 * @param value the result in inference mode
 */
public record PredictionDeclaration(
    String name, List<InputDeclaration> inputs, Node value, Token token) {

  public PredictionDeclaration {
    inputs = List.copyOf(inputs);
  }
}
