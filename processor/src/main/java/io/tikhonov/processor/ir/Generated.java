package io.tikhonov.processor.ir;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor that is computed from the index alone (and, for {@link Kind#INDEX} inputs, a look-up).
 */
public sealed interface Generated extends Pointwise {

  @Override
  default List<Node> derivative(Graph graph, Node node, Node cotangent) {
    return Arrays.asList(new Node[node.inputs().size()]);
  }

  /** 1 where the condition on the index holds, 0 elsewhere: identity matrix, triangle, one-hot. */
  record Indicator(Pattern pattern, Shape shape) implements Generated {
    /** Which entries are 1. */
    public enum Pattern {
      /** Row and column are equal. */
      DIAGONAL,
      /** The column is at most the row. */
      LOWER_TRIANGLE,
      /** The last index equals the label at the other indices. */
      ONE_HOT
    }

    @Override
    public String opName() {
      return pattern.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return shape;
    }

    /** The condition under which the entry at the index is 1. */
    public Condition condition(Node node, List<Poly> index) {
      int rank = index.size();
      Poly last = index.get(rank - 1);
      return switch (pattern) {
        case DIAGONAL -> Condition.zero(index.get(rank - 2).minus(last));
        case LOWER_TRIANGLE -> Condition.nonNegative(index.get(rank - 2).minus(last));
        case ONE_HOT ->
            Condition.zero(
                Poly.of(new Atom.Lookup(node.input(0), index.subList(0, rank - 1))).minus(last));
      };
    }
  }

  /**
   * A random draw for each element that depends on (seed, step, draw, index) only, so that the
   * value does not depend on who computes it, when or how often.
   */
  record Random(Distribution distribution, int draw, Shape shape) implements Generated {
    /** Law of the draws. */
    public enum Distribution {
      UNIFORM,
      NORMAL
    }

    @Override
    public String opName() {
      return distribution.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return shape;
    }
  }
}
