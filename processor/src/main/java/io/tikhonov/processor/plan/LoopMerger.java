package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Poly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes loops few and long: loops of length 1 disappear, and neighbouring loops become one where
 * every index walks through memory as if they were.
 */
final class LoopMerger {
  private static final String[] LETTERS = {"i", "j", "k", "l", "p", "q", "r", "s"};

  private Kernel kernel;

  private LoopMerger(Kernel kernel) {
    this.kernel = kernel;
  }

  static Kernel merge(Kernel kernel) {
    LoopMerger merger = new LoopMerger(kernel);
    merger.dropUnitLoops();
    while (merger.mergeOnce()) {
      // Each round removes one loop.
    }
    return merger.renamed();
  }

  private void dropUnitLoops() {
    Map<Atom, Poly> zero = new HashMap<>();
    for (Kernel.Loop loop : kernel.outer()) {
      if (loop.extent().isConstant(1)) {
        zero.put(loop.variable(), Poly.ZERO);
      }
    }
    for (Kernel.Loop loop : kernel.inner()) {
      if (loop.extent().isConstant(1)) {
        zero.put(loop.variable(), Poly.ZERO);
      }
    }
    replace(zero, without(kernel.outer(), zero.keySet()), without(kernel.inner(), zero.keySet()));
  }

  private static List<Kernel.Loop> without(List<Kernel.Loop> loops, Set<Atom> dropped) {
    return loops.stream().filter(loop -> !dropped.contains(loop.variable())).toList();
  }

  private boolean mergeOnce() {
    return mergeOnce(kernel.outer(), true) || mergeOnce(kernel.inner(), false);
  }

  private boolean mergeOnce(List<Kernel.Loop> loops, boolean outer) {
    for (int at = 0; at + 1 < loops.size(); at++) {
      Kernel.Loop first = loops.get(at);
      Kernel.Loop second = loops.get(at + 1);
      if (mergeable(first, second)) {
        List<Kernel.Loop> merged = new ArrayList<>(loops);
        merged.remove(at);
        merged.set(at, new Kernel.Loop(second.variable(), first.extent().times(second.extent())));
        replace(
            Map.of(first.variable(), Poly.ZERO),
            outer ? merged : kernel.outer(),
            outer ? kernel.inner() : merged);
        return true;
      }
    }
    return false;
  }

  private boolean mergeable(Kernel.Loop first, Kernel.Loop second) {
    Set<Poly> indices = new LinkedHashSet<>();
    Set<Poly> conditions = new LinkedHashSet<>();
    Set<Expr> seen = new LinkedHashSet<>();
    for (Kernel.Statement statement : kernel.statements()) {
      collect(statement.value(), indices, conditions, seen);
      if (statement instanceof Kernel.Statement.Store store) {
        indices.add(store.offset());
      } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
        indices.add(column.offset());
      } else if (statement instanceof Kernel.Statement.RowReduction row) {
        indices.add(row.position());
      }
    }
    for (Poly condition : conditions) {
      if (condition.mentions(a -> a.equals(first.variable()) || a.equals(second.variable()))) {
        return false;
      }
    }
    for (Poly index : indices) {
      Poly outer = slope(index, first.variable());
      Poly inner = slope(index, second.variable());
      if (outer == null || inner == null || !outer.equals(inner.times(second.extent()))) {
        return false;
      }
    }
    return true;
  }

  private static void collect(Expr expr, Set<Poly> indices, Set<Poly> conditions, Set<Expr> seen) {
    if (!seen.add(expr)) {
      return;
    }
    boolean conditional = expr instanceof Expr.Select || expr instanceof Expr.Indicator;
    (conditional ? conditions : indices).addAll(expr.indices());
    expr.operands().forEach(operand -> collect(operand, indices, conditions, seen));
  }

  /** The factor of a variable in an index that is linear in it, otherwise null. */
  static Poly slope(Poly index, Atom variable) {
    Poly slope = Poly.ZERO;
    for (Poly term : index.summands()) {
      if (!term.mentions(variable::equals)) {
        continue;
      }
      Poly factor = term.divideExactly(Poly.of(variable)).orElse(null);
      if (factor == null || factor.mentions(variable::equals)) {
        return null;
      }
      slope = slope.plus(factor);
    }
    return slope;
  }

  private void replace(Map<Atom, Poly> map, List<Kernel.Loop> outer, List<Kernel.Loop> inner) {
    kernel = new ExprRewriter(index -> index.substitute(map::get)).rewrite(kernel, outer, inner);
  }

  /** Variables are named by depth, so that equal loops look equal. */
  private Kernel renamed() {
    Map<Atom, Poly> names = new HashMap<>();
    List<Kernel.Loop> outer = new ArrayList<>();
    List<Kernel.Loop> inner = new ArrayList<>();
    for (Kernel.Loop loop : kernel.outer()) {
      outer.add(rename(loop, names));
    }
    for (Kernel.Loop loop : kernel.inner()) {
      inner.add(rename(loop, names));
    }
    UnaryOperator<Poly> renaming = index -> index.substitute(names::get);
    return new ExprRewriter(renaming).rewrite(kernel, outer, inner);
  }

  private static Kernel.Loop rename(Kernel.Loop loop, Map<Atom, Poly> names) {
    int depth = names.size();
    String name = depth < LETTERS.length ? LETTERS[depth] : "i" + depth;
    Atom.Variable variable = new Atom.Variable(name, depth);
    names.put(loop.variable(), Poly.of(variable));
    return new Kernel.Loop(variable, loop.extent());
  }

  /** Applies a function to every index of a kernel. */
  private static final class ExprRewriter {
    private final UnaryOperator<Poly> function;
    private final Map<Expr, Expr> done = new HashMap<>();

    ExprRewriter(UnaryOperator<Poly> function) {
      this.function = function;
    }

    Kernel rewrite(Kernel kernel, List<Kernel.Loop> outer, List<Kernel.Loop> inner) {
      List<Kernel.Stage> stages =
          kernel.stages().stream()
              .map(
                  stage ->
                      new Kernel.Stage(
                          stage.inner().stream().map(this::rewrite).toList(),
                          stage.row().stream().map(this::rewrite).toList()))
              .toList();
      Map<Expr, String> names = new HashMap<>();
      kernel
          .names()
          .forEach(
              (expr, name) -> {
                Expr rewritten = done.get(expr);
                if (rewritten != null) {
                  names.merge(rewritten, name, Evaluator::shorter);
                }
              });
      return new Kernel(
          kernel.form(), List.copyOf(outer), List.copyOf(inner), stages, kernel.totals(), names);
    }

    private Kernel.Statement rewrite(Kernel.Statement statement) {
      Expr value = rewrite(statement.value());
      if (statement instanceof Kernel.Statement.Store store) {
        return new Kernel.Statement.Store(store.memory(), function.apply(store.offset()), value);
      } else if (statement instanceof Kernel.Statement.Total total) {
        return new Kernel.Statement.Total(total.index(), value);
      } else if (statement instanceof Kernel.Statement.RowReduction row) {
        return new Kernel.Statement.RowReduction(
            row.node(), row.operator(), value, function.apply(row.position()));
      }
      Kernel.Statement.ColumnReduction column = (Kernel.Statement.ColumnReduction) statement;
      return new Kernel.Statement.ColumnReduction(
          column.memory(), function.apply(column.offset()), column.operator(), value);
    }

    private Expr rewrite(Expr expr) {
      Expr known = done.get(expr);
      if (known == null) {
        known = compute(expr);
        done.put(expr, known);
      }
      return known;
    }

    private Expr compute(Expr expr) {
      if (expr instanceof Expr.Load load) {
        return new Expr.Load(load.memory(), function.apply(load.offset()));
      } else if (expr instanceof Expr.Draw draw) {
        return new Expr.Draw(draw.random(), function.apply(draw.index()));
      } else if (expr instanceof Expr.Apply apply) {
        return new Expr.Apply(apply.op(), apply.arguments().stream().map(this::rewrite).toList());
      } else if (expr instanceof Expr.Select select) {
        Condition condition = select.condition().map(function).simplified();
        Expr value = rewrite(select.value());
        return condition.isTrue() ? value : new Expr.Select(condition, value, select.otherwise());
      } else if (expr instanceof Expr.Indicator indicator) {
        return new Expr.Indicator(indicator.condition().map(function));
      }
      return expr;
    }
  }
}
