package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.Kernel;
import java.util.HashSet;
import java.util.Set;

/** Estimates the work of a kernel, which decides how finely it is split over threads. */
final class KernelCost {

  private KernelCost() {}

  /** Additions for one iteration of the loop that is split. */
  static Poly workPerIteration(Kernel kernel) {
    Set<Expr> seen = new HashSet<>();
    long weight = 0;
    for (Kernel.Statement statement : kernel.statements()) {
      weight += 1 + weight(statement.value(), seen);
    }
    Poly work = Poly.of(weight);
    Kernel.Loop split = kernel.split();
    for (Kernel.Loop loop : kernel.loops()) {
      work = loop.equals(split) ? work : work.times(loop.extent());
    }
    return work;
  }

  private static long weight(Expr expr, Set<Expr> seen) {
    if (!seen.add(expr)) {
      return 0;
    }
    long weight = expr instanceof Expr.Apply apply ? apply.op().cost().weight() : 0;
    weight += expr instanceof Expr.Draw ? 10 : 0;
    for (Expr operand : expr.operands()) {
      weight += weight(operand, seen);
    }
    return weight;
  }
}
