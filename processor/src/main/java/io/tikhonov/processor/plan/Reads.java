package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression reads: elements of memory, whole index tables, and scalars.
 *
 * @param indices the index of a load as far as it is known
 */
record Reads(
    List<Expr.Load> loads,
    Set<Node> tables,
    Set<Node> scalars,
    Set<Node> rowValues,
    Map<Expr, List<Poly>> indices) {

  static Reads of(Expr expr) {
    return of(List.of(expr));
  }

  static Reads of(Collection<Expr> exprs) {
    return of(exprs, Map.of());
  }

  static Reads of(Collection<Expr> exprs, Map<Expr, List<Poly>> indices) {
    Reads reads =
        new Reads(
            new ArrayList<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            indices);
    Set<Expr> seen = new HashSet<>();
    exprs.forEach(expr -> reads.collect(expr, seen));
    return reads;
  }

  private void collect(Expr expr, Set<Expr> seen) {
    if (!seen.add(expr)) {
      return;
    }
    if (expr instanceof Expr.Load load) {
      loads.add(load);
    } else if (expr instanceof Expr.Scalar scalar) {
      scalars.add(scalar.node());
    } else if (expr instanceof Expr.RowValue value) {
      rowValues.add(value.node());
    }
    for (Poly index : expr.indices()) {
      for (Atom atom : index.atoms()) {
        if (atom instanceof Atom.Lookup lookup) {
          tables.add(lookup.table());
        }
      }
    }
    expr.operands().forEach(operand -> collect(operand, seen));
  }

  /** All nodes whose memory is read. */
  Set<Node> memory() {
    Set<Node> memory = new LinkedHashSet<>(tables);
    loads.forEach(load -> memory.add(load.memory()));
    return memory;
  }
}
