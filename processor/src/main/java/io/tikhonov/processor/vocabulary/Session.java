package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Generated.Random.Distribution;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.List;
import java.util.Optional;

/** What definitions may ask of the evaluation that calls them. */
public interface Session {

  Graph graph();

  /** True in training mode; dropout, noise and batch statistics depend on it. */
  boolean training();

  /** A random tensor that belongs to this call on this operand. */
  Node draw(Distribution distribution, Shape shape, Node operand);

  /** Notes that every label must lie below a size. */
  void boundLabels(Node labels, Poly bound);

  /**
   * Reads a dimension expression such as {@code "a+b"}; fails at the token for one that nothing
   * sets.
   */
  Poly dimension(String text, Object at);

  /** Mean and variance that batch normalisation keeps for this call, each of the given shape. */
  RunningStatistics runningStatistics(Shape shape, List<Node> identity);

  /** The same expression at the averaged parameters, still with derivative. */
  Node averaged(Node value);

  /** The derivative of a scalar by a variable of the body. */
  Node gradient(Node scalar, Node variable);

  void report(Rule rule, Object at, String message);

  /**
   * Notes that neighbours along a dimension are pulled together, which has no meaning where their
   * order has none.
   *
   * @param what what does it, such as {@code Total variation}
   * @param at the axis
   */
  void pullsNeighbours(Poly dimension, String what, Object at);

  /** True in a penalty. */
  boolean isPenalty();

  /** Notes that a function such as softmax made a value, for warnings about its use. */
  void madeBy(Node value, String function);

  /** The noted function that made a value. */
  Optional<String> maker(Node value);

  /** Where dimensions come from and what would fit, as further sentences for a mismatch. */
  String provenance(Node left, Poly leftDimension, Node right, Poly rightDimension);

  /** The state of one batch normalisation. */
  interface RunningStatistics {
    Node mean();

    Node variance();

    /** Sets what the step writes, for one operand; further operands of the same step go on. */
    void update(Node operand, Node mean, Node unbiasedVariance, double momentum);
  }
}
