package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.plan.Kernel;
import io.tikhonov.processor.plan.VectorLoop;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loops of a kernel that can run with vectors, and where its sums are added up.
 *
 * <p>A sum in such a kernel has as many parts as vectors have lanes, element i goes to part i
 * modulo the lanes. Both forms of the kernel do so: they give the same bits.
 */
final class KernelSums {
  private final Kernel kernel;
  private final boolean doublePrecision;

  /** By the statements of the loop. */
  private final IdentityHashMap<List<Kernel.Statement>, VectorLoop> vectors =
      new IdentityHashMap<>();

  private final Map<Node, Integer> rowSums = new HashMap<>();
  private final int count;

  KernelSums(Kernel kernel, boolean doublePrecision) {
    this.kernel = kernel;
    this.doublePrecision = doublePrecision;
    int most = kernel.totals().size();
    for (Kernel.Stage stage : kernel.stages()) {
      analyse(stage.inner());
      // Sums of a row are taken before the next stage, which uses their places again.
      int next = kernel.totals().size();
      if (vectors.containsKey(stage.inner())) {
        for (Kernel.Statement statement : stage.inner()) {
          if (statement instanceof Kernel.Statement.RowReduction row
              && row.operator() == Reduce.Operator.SUM) {
            rowSums.put(row.node(), next++);
          }
        }
      }
      most = Math.max(most, next);
    }
    count = most;
  }

  private void analyse(List<Kernel.Statement> inner) {
    List<Kernel.Loop> loops = loops();
    if (!loops.isEmpty() && !inner.isEmpty()) {
      VectorLoop.of(loops.get(loops.size() - 1), inner, VectorFunctions.of(doublePrecision)::has)
          .ifPresent(vector -> vectors.put(inner, vector));
    }
  }

  Kernel kernel() {
    return kernel;
  }

  boolean isDoublePrecision() {
    return doublePrecision;
  }

  /** True if some loop can run with vectors. */
  boolean hasVectors() {
    return !vectors.isEmpty();
  }

  /** True if parts of the kernel are ranges of elements of its vectors. */
  boolean splitsVectors() {
    List<Kernel.Loop> loops = loops();
    return hasVectors() && loops.get(loops.size() - 1).equals(kernel.split());
  }

  /** True if its totals add the elements of a part in an order of their own: row by row. */
  boolean addsByRows() {
    return kernel.form() == Kernel.Form.COLUMNS && !kernel.totals().isEmpty();
  }

  /** How many sums the kernel is given room for: its totals, and after them sums over rows. */
  int count() {
    return count;
  }

  /** The place of a sum over a row; -1 if it is added up in a local variable. */
  int place(Node rowSum) {
    return rowSums.getOrDefault(rowSum, -1);
  }

  /** Where in the array the sum of a place begins. */
  static String offset(int place) {
    return switch (place) {
      case 0 -> "at";
      case 1 -> "at + Sums.LANES";
      default -> "at + " + place + " * Sums.LANES";
    };
  }

  /** How the innermost loop around the inner statements of a stage runs with vectors, if it can. */
  Optional<VectorLoop> vector(List<Kernel.Statement> inner) {
    return Optional.ofNullable(vectors.get(inner));
  }

  private List<Kernel.Loop> loops() {
    return kernel.form() == Kernel.Form.ROWS ? kernel.inner() : kernel.loops();
  }
}
