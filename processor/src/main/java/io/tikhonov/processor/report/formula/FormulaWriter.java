package io.tikhonov.processor.report.formula;

import io.tikhonov.processor.ir.Composite;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes the value of a node as a formula of its parts. */
final class FormulaWriter {
  private final Graph graph;
  private final Function<Node, Formula> reference;
  private final Notation notation;
  private final Products products;

  /**
   * @param reference how a node with a definition is referred to; null for one without
   * @param hasName whether a node has a definition, or will have one
   */
  FormulaWriter(Graph graph, Function<Node, Formula> reference, Predicate<Node> hasName) {
    this.graph = graph;
    this.reference = reference;
    this.notation = new Notation(graph);
    this.products = new Products(notation, hasName, this::formula);
  }

  /** The nodes that the formula of a node is made of. */
  List<Node> parts(Node node) {
    Node shown = Notation.shown(node);
    if (!shown.equals(node)) {
      return List.of(shown);
    }
    if (notation.isCall(node)) {
      return graph.compositeOf(node).orElseThrow().inputs();
    }
    Optional<Node> z = notation.softmax(node).or(() -> notation.logSumExp(node));
    if (z.isPresent()) {
      return List.of(z.get());
    }
    return Products.isProduct(node) ? products.parts(node) : node.inputs();
  }

  /** How much the node itself adds to the length of a formula. */
  int weight(Node node) {
    if (notation.isCall(node)) {
      return 1;
    }
    if (Notation.shown(node).equals(node) && Products.isProduct(node)) {
      long varying = parts(node).stream().filter(part -> !Notation.isConstant(part)).count();
      boolean sums = node.op() instanceof Reduce;
      return (int) Math.max(0, varying - 1) + (sums ? 1 : 0);
    }
    boolean small =
        !Notation.shown(node).equals(node)
            || node.op() instanceof Leaf
            || node.op() instanceof Views.Transpose
            || node.op() == Elementwise.TO_REAL;
    return small ? 0 : 1;
  }

  /** The value of a node, written out even if it has a name. */
  Formula write(Node node) {
    Node shown = Notation.shown(node);
    if (!shown.equals(node)) {
      return formula(shown);
    }
    return notation.isCall(node) ? call(graph.compositeOf(node).orElseThrow()) : expansion(node);
  }

  /** The value of a node, written out even if it is the result of a call. */
  Formula expansion(Node node) {
    if (notation.softmax(node).isPresent()) {
      Node z = notation.softmax(node).get();
      return new Formula.Reduction("softmax", notation.softmaxAxes(node), formula(z));
    }
    if (notation.logSumExp(node).isPresent()) {
      Node z = notation.logSumExp(node).get();
      Node log = Notation.shown(node.input(node.input(0).op() == Elementwise.LOG ? 0 : 1));
      Node sum = Notation.shown(log.op() == Elementwise.LOG ? log.input(0) : node.input(0));
      return new Formula.Reduction("logSumExp", Notation.sumAxes(sum), formula(z));
    }
    if (node.op() instanceof Leaf leaf) {
      return leaf(leaf);
    } else if (node.op() instanceof Pointwise pointwise) {
      return pointwise(node, pointwise);
    } else if (node.op() instanceof Reduce reduce) {
      return reduction(node, reduce);
    } else if (node.op() instanceof MatMul matmul) {
      return matmul(node, matmul);
    } else if (node.op() instanceof View view) {
      return view(node, view);
    }
    return library(node, (LibraryOp) node.op());
  }

  private Formula formula(Node node) {
    Formula known = reference.apply(node);
    return known != null ? known : write(node);
  }

  private Formula call(Composite call) {
    if (call.function().equals("gradient") && call.inputs().size() == 2) {
      return new Formula.Partial(formula(call.inputs().get(0)), formula(call.inputs().get(1)));
    }
    List<Formula> arguments = new ArrayList<>();
    for (Composite.Argument argument : call.arguments()) {
      arguments.add(
          argument.node() == null ? new Formula.Code(argument.text()) : formula(argument.node()));
    }
    return new Formula.Call(call.function(), arguments);
  }

  private static Formula leaf(Leaf leaf) {
    if (leaf instanceof Leaf.Literal literal) {
      return new Formula.Numeral(literal.value());
    } else if (leaf instanceof Leaf.Size size) {
      return Notation.size(size.size());
    }
    Leaf.Stored stored = (Leaf.Stored) leaf;
    return stored.role() == Leaf.Role.AVERAGE
        ? new Formula.Call("average", List.of(new Formula.Name(stored.id())))
        : new Formula.Name(stored.id());
  }

  private Formula pointwise(Node node, Pointwise op) {
    if (op instanceof Elementwise elementwise) {
      return elementwise(node, elementwise);
    } else if (op instanceof Generated.Indicator indicator) {
      return switch (indicator.pattern()) {
        case DIAGONAL -> new Formula.Name("I");
        case LOWER_TRIANGLE -> new Formula.Call("lower", List.of(Notation.shape(node)));
        case ONE_HOT -> new Formula.Call("onehot", List.of(formula(node.input(0))));
      };
    } else if (op instanceof Generated.Random random) {
      String letter = random.distribution() == Generated.Random.Distribution.NORMAL ? "ε" : "u";
      return new Formula.Name(letter + (random.draw() + 1));
    }
    return formula(node.input(0));
  }

  private Formula elementwise(Node node, Elementwise op) {
    List<Node> in = node.inputs();
    return switch (op) {
      case ADD, SUB -> sum(node);
      case MUL, DIV, NEG -> products.write(node);
      case SQUARE -> new Formula.Power(formula(in.get(0)), new Formula.Numeral(2));
      case POW -> new Formula.Power(formula(in.get(0)), formula(in.get(1)));
      case ABS -> new Formula.Bars("|", formula(in.get(0)), "");
      case SQRT -> new Formula.Root(formula(in.get(0)));
      case NORM_ROOT ->
          notation
              .norm(node)
              .map(x -> (Formula) new Formula.Bars("‖", formula(x), notation.normAxes(node)))
              .orElseGet(() -> new Formula.Root(formula(in.get(0))));
      case MAXIMUM -> new Formula.Call("max", formulas(in));
      case MINIMUM -> new Formula.Call("min", formulas(in));
      case GREATER, LESS, EQUAL -> new Formula.Indicator(relation(node));
      case WHERE -> selection(in.get(0), in.get(1), in.get(2));
      case STOP_GRADIENT -> new Formula.Call("stop", formulas(in));
      case TO_REAL -> formula(in.get(0));
      default -> new Formula.Call(op.opName(), formulas(in));
    };
  }

  private Formula selection(Node condition, Node then, Node otherwise) {
    Node shown = Notation.shown(condition);
    Formula test = isRelation(shown) ? relation(shown) : formula(shown);
    if (otherwise.isLiteral(0)) {
      Formula indicator = new Formula.Indicator(test);
      return then.isLiteral(1)
          ? indicator
          : new Formula.Product(Formula.Kind.ELEMENTS, List.of(indicator, formula(then)));
    }
    return new Formula.Cases(test, formula(then), formula(otherwise));
  }

  private boolean isRelation(Node node) {
    boolean sign =
        node.op() == Elementwise.GREATER
            || node.op() == Elementwise.LESS
            || node.op() == Elementwise.EQUAL;
    return sign && reference.apply(node) == null;
  }

  private Formula relation(Node node) {
    String sign =
        node.op() == Elementwise.GREATER ? ">" : node.op() == Elementwise.LESS ? "<" : "=";
    return new Formula.Relation(formula(node.input(0)), sign, formula(node.input(1)));
  }

  /** Sums of sums are one sum. */
  private Formula sum(Node node) {
    List<Formula.Term> terms = new ArrayList<>();
    collect(node, false, terms, true);
    return new Formula.Sum(List.copyOf(terms));
  }

  private void collect(Node node, boolean negative, List<Formula.Term> terms, boolean root) {
    Node shown = Notation.shown(node);
    boolean open =
        root
            || (reference.apply(shown) == null
                && !notation.isCall(shown)
                && notation.logSumExp(shown).isEmpty());
    if (open && (shown.op() == Elementwise.ADD || shown.op() == Elementwise.SUB)) {
      collect(shown.input(0), negative, terms, false);
      collect(shown.input(1), negative ^ shown.op() == Elementwise.SUB, terms, false);
    } else if (open && shown.op() == Elementwise.NEG) {
      collect(shown.input(0), !negative, terms, false);
    } else {
      add(formula(shown), negative, terms);
    }
  }

  private static void add(Formula value, boolean negative, List<Formula.Term> terms) {
    if (value instanceof Formula.Numeral number && number.value() < 0) {
      terms.add(new Formula.Term(!negative, new Formula.Numeral(-number.value())));
    } else if (value instanceof Formula.Sum sum && sum.terms().size() == 1) {
      terms.add(
          new Formula.Term(negative ^ sum.terms().get(0).negative(), sum.terms().get(0).value()));
    } else {
      terms.add(new Formula.Term(negative, value));
    }
  }

  private Formula reduction(Node node, Reduce reduce) {
    if (reduce.operator() == Reduce.Operator.SUM) {
      return products.write(node);
    }
    String over = Notation.axes(node.input(0), reduce.axes());
    return new Formula.Reduction(
        reduce.operator().name().toLowerCase(Locale.ROOT), over, formula(node.input(0)));
  }

  private Formula matmul(Node node, MatMul matmul) {
    Formula product =
        new Formula.Product(
            Formula.Kind.MATRICES, List.of(formula(node.input(0)), formula(node.input(1))));
    if (!matmul.sumStack()) {
      return product;
    }
    Node stack = node.input(0).shape().rank() == 3 ? node.input(0) : node.input(1);
    return new Formula.Reduction("Σ", Notation.axes(stack, List.of(0)), product);
  }

  private Formula view(Node node, View view) {
    Formula x = formula(node.input(0));
    if (view instanceof Views.Transpose transpose) {
      return Notation.swapsLast(transpose)
          ? new Formula.Transposed(x)
          : new Formula.Call("transpose", List.of(x));
    } else if (view instanceof Views.Slice slice) {
      return new Formula.Element(x, range(node, slice));
    } else if (view instanceof Views.Gather || view instanceof Views.Pick) {
      return new Formula.Element(x, List.of(formula(node.input(1))));
    } else if (view instanceof Views.TakeAlong) {
      return new Formula.Element(x, List.of(formula(node.input(1))));
    } else if (view instanceof Views.Place) {
      return products.write(node);
    }
    return new Formula.Call(name(view), List.of(x));
  }

  /** The index of a slice: all of the other axes. */
  private static List<Formula> range(Node node, Views.Slice slice) {
    Poly last = slice.from().plus(slice.length()).minus(1);
    String range = slice.from().equals(last) ? last.toString() : slice.from() + "…" + last;
    List<Formula> index = new ArrayList<>();
    for (int axis = 0; axis < node.shape().rank(); axis++) {
      index.add(new Formula.Code(axis == slice.axis() ? range : ":"));
    }
    return index;
  }

  private static String name(View view) {
    if (view instanceof Views.Rewindow) {
      return "windows";
    } else if (view instanceof Views.Unwindow) {
      return "overlapAdd";
    } else if (view instanceof Views.Diagonal || view instanceof Views.DiagonalMatrix) {
      return "diag";
    }
    return view.opName();
  }

  private Formula library(Node node, LibraryOp op) {
    List<Formula> inputs = formulas(node.inputs());
    if (op instanceof LibraryOp.Inverse) {
      return new Formula.Power(inputs.get(0), new Formula.Numeral(-1));
    } else if (op instanceof LibraryOp.LogDet) {
      return new Formula.Call("log det", inputs);
    }
    return new Formula.Call(op.opName(), inputs);
  }

  private List<Formula> formulas(List<Node> nodes) {
    return nodes.stream().map(this::formula).collect(Collectors.toList());
  }
}
