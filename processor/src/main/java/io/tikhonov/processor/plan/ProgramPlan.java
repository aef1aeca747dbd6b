package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.training.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program as a sequence of actions.
 *
 * @param actions in the order of execution
 * @param locations for computed nodes that live in memory of a leaf, that leaf
 * @param scalarEffects terms, reports and stores to scalars, executed last
 * @param memory the nodes whose memory is used, leaves included
 * @param stored which computed values are in memory
 */
public record ProgramPlan(
    String name,
    List<Action> actions,
    Map<Node, Node> locations,
    List<Effect> scalarEffects,
    Set<Node> memory,
    MemoryMap stored) {

  /** One thing to do. */
  public sealed interface Action {
    /** The kernels that it runs. */
    default List<Launch> launches() {
      return List.of();
    }
  }

  /** Computes a scalar in double. */
  public record Let(Node scalar, Expr value) implements Action {}

  /** Runs fused loops. */
  public record Launch(Kernel kernel) implements Action {
    @Override
    public List<Launch> launches() {
      return List.of(this);
    }
  }

  /**
   * Runs two kernels over the same elements, the second close behind the first.
   *
   * @param ratio how many iterations of the second belong to one of the first
   * @param reach an iteration of the second waits for the iteration of the first to which it
   *     belongs, and for so many before and after it
   */
  public record InTurn(Launch first, Launch second, Poly ratio, int reach) implements Action {
    @Override
    public List<Launch> launches() {
      return List.of(first, second);
    }
  }

  /**
   * A row-major matrix product, or {@code count} of them.
   *
   * @param count number of products, null for one
   * @param stackedA whether each product has its own left factor; likewise B and the result
   */
  public record Multiply(
      Node node,
      Node a,
      boolean transposeA,
      Node b,
      boolean transposeB,
      Shape size,
      Poly count,
      boolean stackedA,
      boolean stackedB,
      boolean stackedC)
      implements Action {}

  /** Another call of the runtime's library; operands are memory, or scalars. */
  public record Library(Node node, List<Node> operands) implements Action {}

  /** The scalars that a scalar is computed from. */
  public Set<Node> scalarsOf(Let let) {
    return Reads.of(let.value()).scalars();
  }

  /** The scalars that have a name because actions or several others use them. */
  public Set<Node> named() {
    Set<Node> named = new HashSet<>();
    for (Action action : actions) {
      if (action instanceof Let let) {
        named.add(let.scalar());
      }
    }
    return named;
  }

  /** The leaf or node whose memory holds the elements of a node. */
  public Node location(Node node) {
    return locations.getOrDefault(node, node);
  }
}
