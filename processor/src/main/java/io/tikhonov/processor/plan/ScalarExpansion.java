package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.List;
import java.util.Set;

/** Expands a scalar down to leaves, totals, single elements of memory and other named scalars. */
public final class ScalarExpansion {

  private ScalarExpansion() {}

  /** The expression of a scalar; the named ones other than itself are not expanded. */
  public static Expr of(ProgramPlan plan, Node scalar) {
    return of(plan.stored(), scalar, plan.named());
  }

  static Expr of(MemoryMap memory, Node scalar, Set<Node> named) {
    Evaluator evaluator =
        new Evaluator(
            memory,
            node -> {
              boolean total =
                  node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM;
              boolean leaf =
                  node.op() instanceof Leaf.Stored stored && stored.role() == Leaf.Role.SCALAR;
              boolean other = !node.equals(scalar) && named.contains(node);
              return total || leaf || other ? new Expr.Scalar(node) : null;
            });
    return evaluator.value(scalar, List.of());
  }

  /**
   * The expression of a scalar that depends on leaves of the run alone, such as a learning rate.
   */
  public static Expr ofRunScalar(Node scalar) {
    return of(new MemoryMap(), scalar, Set.of());
  }
}
