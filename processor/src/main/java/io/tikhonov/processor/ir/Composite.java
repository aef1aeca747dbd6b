package io.tikhonov.processor.ir;

import java.util.List;

/**
 * A call of the vocabulary as the user wrote it. The operations that it was composed of compute the
 * value; this is what it is called in formulas and pictures.
 *
 * @param function such as {@code softmax}
 * @param arguments in order, the receiver of a method first
 */
public record Composite(String function, List<Argument> arguments, Origin origin) {

  /**
   * An argument of a call.
   *
   * @param node null for axes, names and other constants
   * @param text the source text
   */
  public record Argument(Node node, String text) {}

  public Composite {
    arguments = List.copyOf(arguments);
  }

  /** The arguments that are values. */
  public List<Node> inputs() {
    return arguments.stream().map(Argument::node).filter(node -> node != null).toList();
  }
}
