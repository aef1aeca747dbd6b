package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.plan.Expr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which expressions of a loop nest get a local variable: those that are used several times
 * or that do not change in the innermost loop. Parts that are computed under a condition only stay
 * where they are, because elsewhere they could read outside of memory.
 */
final class Usage {
  private final Map<Expr, Integer> uses = new HashMap<>();
  private final Map<Expr, Integer> deepestUser = new HashMap<>();
  private final Map<Expr, Integer> levels = new HashMap<>();
  private final Set<Expr> always = new LinkedHashSet<>();
  private final Set<Expr> everything = new LinkedHashSet<>();
  private final int rowLevel;
  private final Predicate<Expr> mustBeLocal;
  private final Predicate<Expr.Select> isConditional;

  /**
   * @param roots the values of the statements
   * @param rowLevel depth of the loop in which values of a row are known
   * @param innermost depth of the innermost loop
   * @param mustBeLocal expressions that are read before the statements in any case
   * @param isConditional selections whose value is computed only where their condition holds
   */
  Usage(
      Collection<Expr> roots,
      int rowLevel,
      int innermost,
      Predicate<Expr> mustBeLocal,
      Predicate<Expr.Select> isConditional) {
    this.rowLevel = rowLevel;
    this.mustBeLocal = mustBeLocal;
    this.isConditional = isConditional;
    for (Expr root : roots) {
      use(root, innermost);
      visit(root);
    }
    roots.forEach(this::visitAll);
  }

  private void use(Expr expr, int userLevel) {
    uses.merge(expr, 1, Integer::sum);
    deepestUser.merge(expr, userLevel, Math::max);
  }

  private boolean isConditional(Expr expr) {
    return expr instanceof Expr.Select select && isConditional.test(select);
  }

  private void visit(Expr expr) {
    if (always.contains(expr)) {
      return;
    }
    if (!isConditional(expr)) {
      for (Expr operand : expr.operands()) {
        use(operand, level(expr));
        if (expr instanceof Expr.Apply apply && apply.op().repeatsArgument()) {
          use(operand, level(expr));
        }
        visit(operand);
      }
    }
    // After its operands: the set is in the order of computation.
    always.add(expr);
  }

  private void visitAll(Expr expr) {
    if (everything.add(expr)) {
      boolean conditional = isConditional(expr) || !always.contains(expr);
      for (Expr operand : expr.operands()) {
        // What is computed anyway need not be computed again under a condition.
        if (conditional && always.contains(operand)) {
          use(operand, level(expr));
        }
        visitAll(operand);
      }
    }
  }

  /** All expressions, also those under conditions. */
  Set<Expr> everything() {
    return everything;
  }

  /** The depth of the innermost loop on whose variable the value depends; -1 if on none. */
  int level(Expr expr) {
    Integer known = levels.get(expr);
    if (known == null) {
      int level = expr instanceof Expr.RowValue ? rowLevel : -1;
      for (Poly index : expr.indices()) {
        level = Math.max(level, level(index));
      }
      for (Expr operand : expr.operands()) {
        level = Math.max(level, level(operand));
      }
      known = level;
      levels.put(expr, known);
    }
    return known;
  }

  static int level(Poly index) {
    int level = -1;
    for (Atom atom : index.atoms()) {
      if (atom instanceof Atom.Variable variable) {
        level = Math.max(level, variable.depth());
      }
    }
    return level;
  }

  /** The expressions with a local variable, by level, in the order of computation. */
  Map<Integer, List<Expr>> locals() {
    Map<Integer, List<Expr>> locals = new LinkedHashMap<>();
    for (Expr expr : always) {
      boolean shared = uses.getOrDefault(expr, 0) > 1;
      boolean invariant = deepestUser.getOrDefault(expr, -1) > level(expr);
      if (isComputed(expr) && (shared || invariant || mustBeLocal.test(expr))) {
        locals.computeIfAbsent(level(expr), key -> new ArrayList<>()).add(expr);
      }
    }
    return locals;
  }

  private static boolean isComputed(Expr expr) {
    return expr instanceof Expr.Apply
        || expr instanceof Expr.Load
        || expr instanceof Expr.Select
        || expr instanceof Expr.Indicator
        || expr instanceof Expr.Draw;
  }
}
