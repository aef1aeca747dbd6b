package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A kernel while it grows: its domain, how its axes are split into loops, and its members. */
final class Fusion implements Step {
  private static final String[] LETTERS = {"i", "j", "k", "l", "p", "q", "r", "s"};

  private final Shape domain;
  private final List<Poly> variables = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final Map<Node, Member> byNode = new HashMap<>();
  private final Set<Node> touched = new HashSet<>();
  private final Map<Node, List<LeafRead>> leafReads = new HashMap<>();

  /** The axes of the row loops, or null as long as no row reduction has joined. */
  private List<Integer> rowAxes;

  /** How many leading axes column reductions sum over, or 0 if there is none. */
  private int columnAxes;

  /** A member's read of memory that a program may update. */
  record LeafRead(Poly offset, int stage) {}

  Fusion(Shape domain) {
    this.domain = domain;
    for (int axis = 0; axis < domain.rank(); axis++) {
      String name = axis < LETTERS.length ? LETTERS[axis] : "i" + axis;
      variables.add(Poly.of(new Atom.Variable(name, axis)));
    }
  }

  Shape domain() {
    return domain;
  }

  List<Poly> variables() {
    return variables;
  }

  List<Member> members() {
    return members;
  }

  Member member(Node node) {
    return byNode.get(node);
  }

  List<Integer> rowAxes() {
    return rowAxes;
  }

  int columnAxes() {
    return columnAxes;
  }

  boolean touches(Set<Node> nodes) {
    return nodes.stream().anyMatch(touched::contains);
  }

  List<LeafRead> readsOf(Node leaf) {
    return leafReads.getOrDefault(leaf, List.of());
  }

  void add(Member member, Reads reads, Node location) {
    members.add(member);
    byNode.put(member.node(), member);
    touched.add(member.node());
    touched.add(location);
    touched.addAll(reads.memory());
    reads
        .loads()
        .forEach(
            load ->
                leafReads
                    .computeIfAbsent(load.memory(), leaf -> new ArrayList<>())
                    .add(new LeafRead(load.offset(), member.stage())));
    if (member.level() == Level.ROW_REDUCTION) {
      rowAxes = kept((Reduce) member.node().op());
    } else if (member.level() == Level.COLUMN_REDUCTION) {
      columnAxes = ((Reduce) member.node().op()).axes().size();
    }
  }

  /** The level at which a node would be computed here, or null if its shape does not fit. */
  Level levelOf(Node node) {
    if (!(node.op() instanceof Reduce reduce)) {
      if (node.shape().equals(domain)) {
        return Level.INNER;
      }
      return rowAxes != null && node.shape().equals(rowShape()) ? Level.ROW : null;
    }
    Shape from = node.input(0).shape();
    boolean total = node.isScalar() && reduce.operator() == Reduce.Operator.SUM;
    if (total && partOf(from) != null) {
      return Level.TOTAL;
    }
    if (!from.equals(domain)) {
      boolean rows = total && rowAxes != null && from.equals(rowShape());
      return rows ? Level.ROW_TOTAL : null;
    }
    if (rowAxes == null && isColumn(reduce)) {
      return columnAxes == 0 || columnAxes == reduce.axes().size() ? Level.COLUMN_REDUCTION : null;
    }
    boolean fits = columnAxes == 0 && (rowAxes == null || rowAxes.equals(kept(reduce)));
    return fits ? Level.ROW_REDUCTION : null;
  }

  /**
   * Where in the domain the elements of a shape lie that is shorter by constants along some axes,
   * as differences of neighbours are; null for other shapes.
   */
  Condition partOf(Shape shape) {
    if (shape.rank() != domain.rank()) {
      return null;
    }
    List<Poly> inside = new ArrayList<>();
    for (int axis = 0; axis < domain.rank(); axis++) {
      Poly missing = domain.dim(axis).minus(shape.dim(axis));
      if (!missing.isConstant() || missing.constant() < 0) {
        return null;
      } else if (missing.constant() > 0) {
        inside.add(shape.dim(axis).minus(variables.get(axis)).plus(-1));
      }
    }
    return new Condition(inside, List.of());
  }

  /** A member's value that is added to a total, 0 outside of the part in which it is defined. */
  Expr summand(Node reduced, Expr value) {
    Condition part = partOf(reduced.shape());
    return part.isTrue() ? value : new Expr.Select(part, value, 0);
  }

  /** The index at which a node would be produced at a level. */
  List<Poly> indexOf(Node node, Level level) {
    return switch (level) {
      case INNER -> variables;
      case ROW -> rowAxes.stream().map(variables::get).toList();
      case ROW_REDUCTION, COLUMN_REDUCTION ->
          kept((Reduce) node.op()).stream().map(variables::get).toList();
      case TOTAL, ROW_TOTAL -> List.of();
    };
  }

  /** The index at which a node's expression is evaluated at a level. */
  List<Poly> evaluationIndex(Level level) {
    return level.isRowLevel() ? rowAxes.stream().map(variables::get).toList() : variables;
  }

  Shape rowShape() {
    return new Shape(rowAxes.stream().map(domain::dim).toList());
  }

  private List<Integer> kept(Reduce reduce) {
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < domain.rank(); axis++) {
      if (!reduce.axes().contains(axis)) {
        kept.add(axis);
      }
    }
    return kept;
  }

  /** True for sums and extremes over leading axes: rows can be added up in the order of memory. */
  private boolean isColumn(Reduce reduce) {
    if (reduce.operator() == Reduce.Operator.ARGMAX || reduce.axes().size() == domain.rank()) {
      return false;
    }
    for (int axis = 0; axis < reduce.axes().size(); axis++) {
      if (!reduce.axes().contains(axis)) {
        return false;
      }
    }
    return true;
  }

  /**
   * True if an index into the domain, null if it is not known, lies in the row that is being
   * computed. Offsets cannot tell: a whole row further on differs by a size only.
   */
  boolean isInSameRow(List<Poly> index) {
    return rowAxes != null
        && index != null
        && rowAxes.stream().allMatch(axis -> index.get(axis).equals(variables.get(axis)));
  }
}
