package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Origin;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.plan.PassCost;
import java.util.List;
import java.util.Set;

/**
 * One pass over memory of a generated step: a kernel, a matrix product or another operation of the
 * library.
 *
 * @param name as the runtime reports it: what a kernel does, the expression of the declaration
 *     otherwise
 * @param method the method of a kernel, which other passes may run, too; empty for the library
 * @param formula what a product computes, such as {@code w2Gradient = reluᵀ·logitsGradient}; empty
 *     for kernels
 * @param origin where the value comes from that the pass computes; unknown for updates
 * @param lines lines of the model's file that the pass computes, ascending
 * @param cost what it moves and computes
 * @param reads the arrays that are read
 * @param writes the arrays that are written
 * @param totals the sums over everything that it adds up on the way, by the names of their terms
 * @param statement how the step runs it
 * @param code the method of a kernel; empty for an operation of the library
 */
public record PassDescription(
    String name,
    String method,
    String formula,
    Kind kind,
    Origin origin,
    Set<Long> lines,
    PassCost cost,
    List<Array> reads,
    List<Array> writes,
    List<String> totals,
    String statement,
    String code) {

  /** What does the work. */
  public enum Kind {
    /** Fused loops of the generated class. */
    KERNEL,
    /** A matrix product or a stack of them, by BLAS. */
    PRODUCT,
    /** Another operation of the runtime's library. */
    LIBRARY
  }

  /**
   * An array in memory.
   *
   * @param name the user's name, the slot's, or what was computed
   * @param field the field of the generated class whose memory it uses
   * @param declared true for parameters, inputs and what else has a life beyond the step
   */
  public record Array(String name, String field, Shape shape, boolean index, boolean declared) {}

  PassDescription withCode(String text) {
    return new PassDescription(
        name, method, formula, kind, origin, lines, cost, reads, writes, totals, statement, text);
  }
}
