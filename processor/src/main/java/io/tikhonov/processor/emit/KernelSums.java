package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.plan.Kernel;
import io.tikhonov.processor.plan.VectorLoop;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<Node, Integer> rowSums = new HashMap<>();
  private final int count;

  KernelSums(Kernel kernel, boolean doublePrecision) {
    this.kernel = kernel;
    this.doublePrecision = doublePrecision;
    int most = kernel.totals().size();
    for (Kernel.Stage stage : kernel.stages()) {
      // Sums of a row are taken before the next stage, which uses their places again.
      int next = kernel.totals().size();
      if (vector(stage).isPresent()) {
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

  /** True if some loop can run with vectors. */
  boolean hasVectors() {
    return kernel.stages().stream().anyMatch(stage -> vector(stage).isPresent());
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

  /** How the innermost loop of a stage runs with vectors, if it can. */
  Optional<VectorLoop> vector(Kernel.Stage stage) {
    List<Kernel.Loop> loops = loops();
    if (loops.isEmpty() || stage.inner().isEmpty()) {
      return Optional.empty();
    }
    return vector(loops.get(loops.size() - 1), stage.inner());
  }

  Optional<VectorLoop> vector(Kernel.Loop loop, List<Kernel.Statement> statements) {
    return VectorLoop.of(loop, statements, VectorFunctions.of(doublePrecision)::has);
  }

  private List<Kernel.Loop> loops() {
    List<Kernel.Loop> loops = new ArrayList<>();
    if (kernel.form() != Kernel.Form.ROWS) {
      loops.addAll(kernel.outer());
    }
    loops.addAll(kernel.inner());
    return loops;
  }
}
