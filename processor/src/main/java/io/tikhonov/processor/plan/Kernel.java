package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Fused loops.
 *
 * <p>{@link Form#ELEMENTS}: the inner loops run over all elements, split over threads along the
 * first. {@link Form#ROWS}: the outer loops run over rows, split along the first; in each row the
 * stages follow one another. {@link Form#COLUMNS}: the first inner loop is split; the outer loops
 * run inside of that, so that each column is added up by one thread in a fixed order.
 *
 * @param outer row loops, or the loops that column reductions sum over
 * @param totals the scalars that the kernel sums up, in the order of its sums
 * @param names suggested names of expressions
 */
public record Kernel(
    Form form,
    List<Loop> outer,
    List<Loop> inner,
    List<Stage> stages,
    List<Node> totals,
    Map<Expr, String> names) {

  /** How the loops are nested and split. */
  public enum Form {
    ELEMENTS,
    ROWS,
    COLUMNS
  }

  /** A loop from 0 to the extent. */
  public record Loop(Atom.Variable variable, Poly extent) {}

  /** What is done in the inner loops and then once for the row. */
  public record Stage(List<Statement> inner, List<Statement> row) {}

  /** One assignment. */
  public sealed interface Statement {
    Expr value();

    /** Memory of a node takes a value. */
    record Store(Node memory, Poly offset, Expr value) implements Statement {}

    /** Adds to a total in double. */
    record Total(int index, Expr value) implements Statement {}

    /** Reduces over the inner loops to a value of the row. */
    record RowReduction(Node node, Reduce.Operator operator, Expr value, Poly position)
        implements Statement {}

    /** Reduces into memory over the outer loops. */
    record ColumnReduction(Node memory, Poly offset, Reduce.Operator operator, Expr value)
        implements Statement {}
  }

  /** The loop along which the work is split over threads; null for a kernel of one element. */
  public Loop split() {
    List<Loop> loops = form == Form.ROWS ? outer : inner;
    return loops.isEmpty() ? null : loops.get(0);
  }

  /** The outer loops and then the inner ones. */
  public List<Loop> loops() {
    return Stream.concat(outer.stream(), inner.stream()).toList();
  }

  /** All statements in the order of execution. */
  public List<Statement> statements() {
    return stages.stream()
        .flatMap(stage -> Stream.concat(stage.inner().stream(), stage.row().stream()))
        .toList();
  }
}
