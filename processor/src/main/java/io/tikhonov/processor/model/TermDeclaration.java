package io.tikhonov.processor.model;

import io.tikhonov.processor.ir.Node;
import java.util.List;

/**
 * A {@code @Loss} or {@code @Regularize} method.
 *
 * @param loss true for a data loss
 * @param weight its weight or lambda
 * @param training its unweighted value in training mode
 * @param inference its unweighted value in inference mode; the same node if the mode plays no role
 * @param trains the parameters that receive its gradient; empty for all
 * @param source the returned expression as the user wrote it, for comments
 */
public record TermDeclaration(
    String name,
    boolean loss,
    double weight,
    Node training,
    Node inference,
    List<String> trains,
    String source,
    Token token) {

  public TermDeclaration {
    trains = List.copyOf(trains);
  }
}
