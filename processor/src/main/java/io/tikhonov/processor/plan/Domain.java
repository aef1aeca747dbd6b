package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;

/** The elements that a node's loop runs over: its own, or those of what it reduces. */
record Domain(Shape shape) {

  static Domain of(Node node) {
    return new Domain(node.op() instanceof Reduce ? node.input(0).shape() : node.shape());
  }

  /** The level of the node in a new kernel of this domain. */
  Level level(Fusion fusion, Node node) {
    return fusion.levelOf(node);
  }
}
