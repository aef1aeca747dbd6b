package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the members of a fusion into loops and statements. */
final class KernelBuilder {
  private final Graph graph;
  private final MemoryMap memory;
  private final Fusion fusion;
  private final List<Evaluator> evaluators = new ArrayList<>();

  KernelBuilder(Graph graph, MemoryMap memory, Fusion fusion) {
    this.graph = graph;
    this.memory = memory;
    this.fusion = fusion;
    int stages = 1 + fusion.members().stream().mapToInt(Member::stage).max().orElse(0);
    for (int stage = 0; stage < stages; stage++) {
      // One evaluator for each stage and level, so that equal values within it are one expression.
      evaluators.add(new Evaluator(memory, context(stage, false)));
      evaluators.add(new Evaluator(memory, context(stage, true)));
    }
  }

  /** What each stage and level expands. */
  List<Expansion> expansions() {
    Map<Evaluator, Set<Node>> roots = new LinkedHashMap<>();
    for (Member member : fusion.members()) {
      expression(member);
      roots.computeIfAbsent(evaluatorOf(member), key -> new LinkedHashSet<>()).add(member.node());
    }
    return roots.entrySet().stream()
        .map(entry -> new Expansion(fusion, entry.getValue(), entry.getKey()))
        .toList();
  }

  private Evaluator.Context context(int stage, boolean rowLevel) {
    return new Evaluator.Context() {
      @Override
      public Expr scalar(Node node) {
        return new Expr.Scalar(node);
      }

      @Override
      public Expr load(Node source, Poly offset) {
        Member member = fusion.member(source);
        if (member == null || !member.offset().equals(offset)) {
          return new Expr.Load(source, offset);
        }
        return switch (member.level()) {
          case ROW_REDUCTION -> new Expr.RowValue(source);
          case ROW -> evaluator(stage, rowLevel).definition(member.node(), member.index());
          case INNER ->
              member.stage() == stage
                  ? evaluator(stage, rowLevel).definition(member.node(), member.index())
                  : new Expr.Load(source, offset);
          default -> new Expr.Load(source, offset);
        };
      }
    };
  }

  private Evaluator evaluator(int stage, boolean rowLevel) {
    return evaluators.get(2 * stage + (rowLevel ? 1 : 0));
  }

  private Evaluator evaluatorOf(Member member) {
    return evaluator(member.stage(), member.level().isRowLevel());
  }

  private Expr expression(Member member) {
    Evaluator evaluator = evaluatorOf(member);
    List<Poly> index = fusion.evaluationIndex(member.level());
    return member.node().op() instanceof Reduce
        ? evaluator.value(member.node().input(0), index)
        : evaluator.definition(member.node(), index);
  }

  /**
   * @param loaded nodes whose memory somebody reads; others need not be written
   */
  Kernel build(Set<Node> loaded) {
    List<Node> totals = new ArrayList<>();
    List<Kernel.Stage> stages = new ArrayList<>();
    int count = evaluators.size() / 2;
    List<Member> members = new ArrayList<>(fusion.members());
    members.sort(Comparator.comparingInt(member -> member.node().id()));
    for (int stage = 0; stage < count; stage++) {
      List<Kernel.Statement> inner = new ArrayList<>();
      List<Kernel.Statement> row = new ArrayList<>();
      for (Member member : members) {
        if (member.stage() == stage) {
          addStatements(member, loaded, totals, inner, row);
        }
      }
      stages.add(new Kernel.Stage(storesLast(inner), storesLast(row)));
    }
    Map<Expr, String> names = new HashMap<>();
    evaluators.forEach(evaluator -> evaluator.suggestNames(graph, names));
    return LoopMerger.merge(
        new Kernel(form(), loops(outerAxes()), loops(innerAxes()), stages, totals, names));
  }

  private void addStatements(
      Member member,
      Set<Node> loaded,
      List<Node> totals,
      List<Kernel.Statement> inner,
      List<Kernel.Statement> row) {
    Node node = member.node();
    boolean stored = loaded.contains(node) || memory.hasTarget(node);
    switch (member.level()) {
      case INNER -> {
        if (stored) {
          inner.add(new Kernel.Statement.Store(node, member.offset(), expression(member)));
        }
      }
      case ROW -> {
        if (stored) {
          row.add(new Kernel.Statement.Store(node, member.offset(), expression(member)));
        }
      }
      case ROW_REDUCTION -> {
        Reduce reduce = (Reduce) node.op();
        inner.add(
            new Kernel.Statement.RowReduction(
                node, reduce.operator(), expression(member), reducedPosition()));
        if (stored) {
          row.add(new Kernel.Statement.Store(node, member.offset(), new Expr.RowValue(node)));
        }
      }
      case COLUMN_REDUCTION ->
          inner.add(
              new Kernel.Statement.ColumnReduction(
                  node, member.offset(), ((Reduce) node.op()).operator(), expression(member)));
      case TOTAL -> {
        Expr summand = fusion.summand(node.input(0), expression(member));
        inner.add(new Kernel.Statement.Total(totals.size(), summand));
        totals.add(node);
      }
      case ROW_TOTAL -> {
        row.add(new Kernel.Statement.Total(totals.size(), expression(member)));
        totals.add(node);
      }
    }
  }

  /** The row-major position within the reduced axes, which arg-max reports. */
  private Poly reducedPosition() {
    List<Poly> dims = new ArrayList<>();
    List<Poly> index = new ArrayList<>();
    for (int axis : innerAxes()) {
      dims.add(fusion.domain().dim(axis));
      index.add(fusion.variables().get(axis));
    }
    return new Shape(dims).offset(index);
  }

  /** Reductions and totals first: they read what stores of the same stage replace. */
  private static List<Kernel.Statement> storesLast(List<Kernel.Statement> statements) {
    List<Kernel.Statement> ordered = new ArrayList<>(statements);
    ordered.sort(Comparator.comparing(s -> s instanceof Kernel.Statement.Store));
    return List.copyOf(ordered);
  }

  private Kernel.Form form() {
    if (fusion.rowAxes() != null) {
      return Kernel.Form.ROWS;
    }
    return fusion.columnAxes() > 0 ? Kernel.Form.COLUMNS : Kernel.Form.ELEMENTS;
  }

  private List<Integer> outerAxes() {
    List<Integer> axes = new ArrayList<>();
    if (fusion.rowAxes() != null) {
      axes.addAll(fusion.rowAxes());
    }
    for (int axis = 0; axis < fusion.columnAxes(); axis++) {
      axes.add(axis);
    }
    return axes;
  }

  private List<Integer> innerAxes() {
    Set<Integer> outer = new HashSet<>(outerAxes());
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < fusion.domain().rank(); axis++) {
      if (!outer.contains(axis)) {
        axes.add(axis);
      }
    }
    return axes;
  }

  private List<Kernel.Loop> loops(List<Integer> axes) {
    return axes.stream()
        .map(
            axis ->
                new Kernel.Loop(
                    (Atom.Variable) fusion.variables().get(axis).atom().orElseThrow(),
                    fusion.domain().dim(axis)))
        .toList();
  }
}
