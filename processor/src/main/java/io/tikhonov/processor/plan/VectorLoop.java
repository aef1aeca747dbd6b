package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An innermost loop of which several iterations can be computed at once: what changes from one to
 * the next lies side by side in memory, and all operations have vector code.
 *
 * <p>Values under a condition on the loop's variable (neighbours in a stencil, padding) are read
 * where the condition holds only. So the loop has a main part, in which all these conditions hold.
 * At its {@link #ends()} vectors take what they need under masks, as far as all that they read lies
 * in memory; the few elements that are left over are computed one by one. Conditions on outer loops
 * (the first and the last row of a stencil) decide whether there are vectors at all.
 */
public final class VectorLoop {
  private final Atom.Variable variable;
  private final Predicate<Elementwise> hasVectorCode;
  private final List<Poly> lower = new ArrayList<>();
  private final List<Poly> upper = new ArrayList<>();
  private final Map<Expr, Expr> done = new HashMap<>();
  private final Map<Expr, Boolean> varying = new HashMap<>();
  private final List<Kernel.Statement> statements = new ArrayList<>();
  private final List<Poly> guard = new ArrayList<>();
  private final Set<Expr.Load> maskedReads = new LinkedHashSet<>();
  private final boolean guarded;
  private final boolean masked;
  private boolean possible = true;
  private VectorLoop ends;

  private VectorLoop(
      Atom.Variable variable,
      List<Kernel.Statement> loopStatements,
      Predicate<Elementwise> hasVectorCode,
      boolean guarded,
      boolean masked) {
    this.variable = variable;
    this.hasVectorCode = hasVectorCode;
    this.guarded = guarded;
    this.masked = masked;
    loopStatements.forEach(this::add);
  }

  /** The loop with these statements in it, empty if it has to be computed one by one. */
  public static Optional<VectorLoop> of(
      Kernel.Loop loop, List<Kernel.Statement> statements, Predicate<Elementwise> hasVectorCode) {
    VectorLoop vector = new VectorLoop(loop.variable(), statements, hasVectorCode, true, false);
    if (vector.isNeverWhole()) {
      vector = new VectorLoop(loop.variable(), statements, hasVectorCode, false, false);
    }
    if (!vector.possible) {
      return Optional.empty();
    }
    if (!vector.isWhole()) {
      VectorLoop ends =
          new VectorLoop(loop.variable(), statements, hasVectorCode, vector.guarded, true);
      ends.forgetReadsWithoutMask();
      vector.ends = ends.possible ? ends : null;
    }
    return Optional.of(vector);
  }

  /** True if two of the conditions for the main part exclude each other, as in a concatenation. */
  private boolean isNeverWhole() {
    return guard.stream()
        .anyMatch(a -> guard.stream().anyMatch(b -> a.plus(b).plus(1).equals(Poly.ZERO)));
  }

  /** The statements as they are in the main part. */
  public List<Kernel.Statement> statements() {
    return statements;
  }

  /** True if the main part is all of the loop, as far as whole vectors go. */
  public boolean isWhole() {
    return lower.isEmpty() && upper.isEmpty();
  }

  /** The main part starts at the largest of these and of the loop's own start. */
  public List<Poly> lower() {
    return lower;
  }

  /** The main part ends before the smallest of these and of the loop's own end. */
  public List<Poly> upper() {
    return upper;
  }

  /** There are vectors only where this holds; it does not change in the loop. */
  public Condition guard() {
    return new Condition(guard, List.of());
  }

  /** The same loop before and after its main part, where it can run with vectors there. */
  public Optional<VectorLoop> ends() {
    return Optional.ofNullable(ends);
  }

  /** What is read under masks: vectors can only be used where all of it lies in memory. */
  public Set<Expr.Load> maskedReads() {
    return maskedReads;
  }

  /** True if the value of the expression changes in the loop. */
  public boolean varies(Expr expr) {
    Boolean known = varying.get(expr);
    if (known == null) {
      known =
          expr.indices().stream().anyMatch(this::mentions)
              || expr.operands().stream().anyMatch(this::varies);
      varying.put(expr, known);
    }
    return known;
  }

  /** True if the polynomial changes in the loop. */
  public boolean mentions(Poly poly) {
    return poly.mentions(variable::equals);
  }

  /** True if what the condition says changes in the loop. */
  public boolean mentions(Condition condition) {
    return condition.nonNegative().stream().anyMatch(this::mentions)
        || condition.zero().stream().anyMatch(this::mentions);
  }

  /** The factor of the loop's variable in a polynomial that is linear in it; otherwise empty. */
  public Optional<Long> slope(Poly poly) {
    Poly[] parts = poly.split(term -> term.mentions(variable::equals));
    if (parts[0].equals(Poly.ZERO)) {
      return Optional.of(0L);
    }
    boolean linear = parts[0].equals(Poly.of(variable).times(parts[0].coefficient()));
    return linear ? Optional.of(parts[0].coefficient()) : Optional.empty();
  }

  private boolean hasSlope(Poly poly, long slope) {
    return slope(poly).equals(Optional.of(slope));
  }

  private void add(Kernel.Statement statement) {
    Expr value = rewrite(statement.value());
    if (statement instanceof Kernel.Statement.Store store) {
      possible &= store.memory().kind() == Kind.REAL && hasSlope(store.offset(), 1);
      statements.add(new Kernel.Statement.Store(store.memory(), store.offset(), value));
    } else if (statement instanceof Kernel.Statement.Total total) {
      statements.add(new Kernel.Statement.Total(total.index(), value));
    } else if (statement instanceof Kernel.Statement.RowReduction row) {
      possible &= row.operator() != Reduce.Operator.ARGMAX;
      statements.add(
          new Kernel.Statement.RowReduction(row.node(), row.operator(), value, row.position()));
    } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
      possible &= column.memory().kind() == Kind.REAL && hasSlope(column.offset(), 1);
      statements.add(
          new Kernel.Statement.ColumnReduction(
              column.memory(), column.offset(), column.operator(), value));
    }
  }

  private Expr rewrite(Expr expr) {
    if (!varies(expr)) {
      return expr;
    }
    Expr known = done.get(expr);
    if (known == null) {
      known = compute(expr);
      done.put(expr, known);
    }
    return known;
  }

  private Expr compute(Expr expr) {
    if (expr instanceof Expr.Load load) {
      possible &= load.memory().kind() == Kind.REAL && hasSlope(load.offset(), 1);
      return expr;
    } else if (expr instanceof Expr.Apply apply) {
      possible &= hasVectorCode.test(apply.op());
      return new Expr.Apply(apply.op(), apply.arguments().stream().map(this::rewrite).toList());
    } else if (expr instanceof Expr.Select select && isHarmless(select.value())) {
      select.condition().nonNegative().forEach(this::requireUnitSlope);
      select.condition().zero().forEach(this::requireUnitSlope);
      return new Expr.Select(select.condition(), rewrite(select.value()), select.otherwise());
    } else if (expr instanceof Expr.Select select) {
      Condition rest = remaining(select);
      Expr value = rewrite(select.value());
      return rest.isTrue() ? value : new Expr.Select(rest, value, select.otherwise());
    } else if (expr instanceof Expr.Indicator indicator) {
      indicator.condition().nonNegative().forEach(this::requireUnitSlope);
      indicator.condition().zero().forEach(this::requireUnitSlope);
      return expr;
    }
    possible = false;
    return expr;
  }

  /** True if the value may be computed where it is not needed, because it reads no memory. */
  private static boolean isHarmless(Expr expr) {
    return !(expr instanceof Expr.Load)
        && expr.operands().stream().allMatch(VectorLoop::isHarmless);
  }

  private void requireUnitSlope(Poly poly) {
    possible &= slope(poly).filter(slope -> Math.abs(slope) <= 1).isPresent();
  }

  /**
   * What still has to be tested of a selection's condition: the guard takes what does not change in
   * the loop, the bounds of the main part what does. Under masks the latter stays.
   */
  private Condition remaining(Expr.Select select) {
    Condition condition = select.condition();
    List<Poly> outer = new ArrayList<>();
    List<Poly> inner = new ArrayList<>();
    condition.nonNegative().forEach(bound -> (mentions(bound) ? inner : outer).add(bound));
    if (masked) {
      inner.forEach(this::requireUnitSlope);
      condition.zero().forEach(this::requireUnitSlope);
      if (mentions(condition)) {
        addReads(select.value());
      }
    } else {
      possible &= condition.zero().stream().noneMatch(this::mentions);
      inner.forEach(this::boundMainPart);
      inner.clear();
    }
    if (guarded && condition.zero().isEmpty()) {
      outer.forEach(bound -> addOnce(guard, bound));
    } else {
      inner.addAll(0, outer);
    }
    return new Condition(inner, condition.zero());
  }

  /** Bounds the main part so that the polynomial is at least 0. */
  private void boundMainPart(Poly bound) {
    Poly constant = bound.split(this::mentions)[1];
    if (hasSlope(bound, 1)) {
      addOnce(lower, constant.times(-1));
    } else if (hasSlope(bound, -1)) {
      addOnce(upper, constant.plus(1));
    } else {
      possible = false;
    }
  }

  /** What is read for every element lies in memory. */
  private void forgetReadsWithoutMask() {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> open = new ArrayDeque<>();
    statements.forEach(statement -> open.add(statement.value()));
    while (!open.isEmpty()) {
      Expr expr = open.remove();
      boolean hidden = expr instanceof Expr.Select select && mentions(select.condition());
      if (seen.add(expr) && !hidden) {
        open.addAll(expr.operands());
      }
    }
    maskedReads.removeIf(seen::contains);
  }

  private void addReads(Expr expr) {
    if (expr instanceof Expr.Load load) {
      possible &= varies(load);
      maskedReads.add(load);
    }
    expr.operands().forEach(this::addReads);
  }

  private static void addOnce(List<Poly> bounds, Poly bound) {
    if (!bounds.contains(bound)) {
      bounds.add(bound);
    }
  }
}
