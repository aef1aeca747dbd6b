package io.tikhonov.processor.model;

import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.List;

/**
 * An input that comes with each batch.
 *
 * @param leaf its node, whose id is the parameter's name
 * @param bounds sizes that every label must stay below (classes, rows of tables); empty for tensors
 */
public record InputDeclaration(Node leaf, List<Poly> bounds, Token token) {

  public InputDeclaration {
    bounds = List.copyOf(bounds);
  }

  public String name() {
    return leaf.op().opName();
  }

  public Shape shape() {
    return leaf.shape();
  }

  public boolean isLabels() {
    return leaf.kind() == Kind.INDEX;
  }
}
