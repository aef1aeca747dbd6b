package io.tikhonov.processor.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Makes nodes. Equal operations on equal inputs give the same node, and the constructors simplify
 * (constants, neutral elements, views of views), so that common subexpressions exist once and
 * derivatives stay small.
 */
public final class Graph {

  private record Key(Op op, List<Node> inputs) {}

  private final Map<Key, Node> nodes = new HashMap<>();
  private Origin origin = Origin.NONE;
  private final Map<Node, String> names = new HashMap<>();
  private final Map<Node, String> hints = new HashMap<>();
  private final Map<Node, String> notes = new HashMap<>();
  private final Map<Node, Composite> composites = new HashMap<>();
  private final Map<Node, Derivative> derivatives = new HashMap<>();
  private int draws;

  /** Runs with an origin that new nodes get. */
  public <T> T at(Origin origin, Supplier<T> body) {
    Origin outer = this.origin;
    this.origin = origin;
    try {
      return body.get();
    } finally {
      this.origin = outer;
    }
  }

  public Origin origin() {
    return origin;
  }

  /** The node of an operation, without simplification. */
  public Node node(Op op, Node... inputs) {
    return node(op, Arrays.asList(inputs));
  }

  public Node node(Op op, List<Node> inputs) {
    Key key = new Key(op, List.copyOf(inputs));
    Node known = nodes.get(key);
    if (known != null) {
      return known;
    }
    Node node = new Node(nodes.size(), op, inputs, op.shape(inputs), op.kind(inputs), origin);
    nodes.put(key, node);
    return node;
  }

  /** Suggests a name for generated code; the first suggestion for a node stays. */
  public Node named(String name, Node node) {
    if (!(node.op() instanceof Leaf)) {
      names.putIfAbsent(node, name);
    }
    return node;
  }

  /** Suggests a name for a node that nobody names otherwise. */
  public void hint(String name, Node node) {
    if (!(node.op() instanceof Leaf)) {
      hints.putIfAbsent(node, name);
    }
  }

  /** The suggested name of a node, if there is one. */
  public Optional<String> nameOf(Node node) {
    return givenNameOf(node).or(() -> Optional.ofNullable(hints.get(node)));
  }

  /** The name that the source or a definition gives a node; hints do not count. */
  public Optional<String> givenNameOf(Node node) {
    return Optional.ofNullable(names.get(node));
  }

  /** Notes what a reader of the code that computes a node should know. */
  public void note(String text, Node node) {
    notes.putIfAbsent(node, text);
  }

  /** What a reader should know of the code that computes a node. */
  public Optional<String> noteOf(Node node) {
    return Optional.ofNullable(notes.get(node));
  }

  /** Notes by which call a value was made; the first note for a node stays. */
  public void madeBy(Composite call, Node node) {
    if (!(node.op() instanceof Leaf) && !call.inputs().contains(node)) {
      composites.putIfAbsent(node, call);
    }
  }

  /** The call that made a node, if one did. */
  public Optional<Composite> compositeOf(Node node) {
    return Optional.ofNullable(composites.get(node));
  }

  /** Notes that a node is a derivative; the first note for a node stays. */
  public void derivative(Node node, Derivative derivative) {
    if (!(node.op() instanceof Leaf)) {
      derivatives.putIfAbsent(node, derivative);
    }
  }

  /** Of which derivative a node is the value, if it is one. */
  public Optional<Derivative> derivativeOf(Node node) {
    return Optional.ofNullable(derivatives.get(node));
  }

  // Leaves

  public Node literal(double value) {
    return node(new Leaf.Literal(value));
  }

  public Node stored(Leaf.Role role, String id, Shape shape) {
    return node(new Leaf.Stored(role, id, shape));
  }

  /** A double of the run: a hyperparameter or a value such as the step count. */
  public Node scalar(String id) {
    return stored(Leaf.Role.SCALAR, id, Shape.SCALAR);
  }

  /** A size as a number. */
  public Node size(Poly size) {
    return size.isConstant() ? literal((double) size.constant()) : node(new Leaf.Size(size));
  }

  public Node eye(Shape shape) {
    return node(new Generated.Indicator(Generated.Indicator.Pattern.DIAGONAL, shape));
  }

  public Node oneHot(Node labels, Poly classes) {
    Shape shape = labels.shape().insert(labels.shape().rank(), classes);
    return node(new Generated.Indicator(Generated.Indicator.Pattern.ONE_HOT, shape), labels);
  }

  /** A random tensor; every call is a draw of its own. */
  public Node random(Generated.Random.Distribution distribution, Shape shape) {
    return node(new Generated.Random(distribution, draws++, shape));
  }

  // Elementwise

  /** Applies an elementwise operation after broadcasting its inputs to a common shape. */
  public Node apply(Elementwise op, Node... inputs) {
    Shape shape = Shape.SCALAR;
    for (Node input : inputs) {
      shape = Broadcasting.common(shape, input.shape());
    }
    List<Node> aligned = new ArrayList<>();
    for (Node input : inputs) {
      Node scalar = unbroadcast(input);
      aligned.add(scalar.isScalar() ? scalar : broadcast(input, shape));
    }
    Node simpler = Simplifier.simplify(this, op, aligned);
    Node result = simpler != null ? simpler : node(op, aligned);
    return result.shape().equals(shape) ? result : broadcast(result, shape);
  }

  /** The scalar behind a tensor of equal elements; operations take it as it is. */
  private static Node unbroadcast(Node x) {
    return x.op() instanceof Views.Broadcast && x.input(0).isScalar() ? x.input(0) : x;
  }

  public Node add(Node a, Node b) {
    return apply(Elementwise.ADD, a, b);
  }

  public Node sub(Node a, Node b) {
    return apply(Elementwise.SUB, a, b);
  }

  public Node mul(Node a, Node b) {
    return apply(Elementwise.MUL, a, b);
  }

  public Node div(Node a, Node b) {
    return apply(Elementwise.DIV, a, b);
  }

  public Node neg(Node a) {
    return apply(Elementwise.NEG, a);
  }

  public Node square(Node a) {
    return apply(Elementwise.SQUARE, a);
  }

  public Node sqrt(Node a) {
    return apply(Elementwise.SQRT, a);
  }

  public Node abs(Node a) {
    return apply(Elementwise.ABS, a);
  }

  public Node exp(Node a) {
    return apply(Elementwise.EXP, a);
  }

  public Node log(Node a) {
    return apply(Elementwise.LOG, a);
  }

  public Node pow(Node a, Node exponent) {
    return apply(Elementwise.POW, a, exponent);
  }

  public Node max(Node a, Node b) {
    return apply(Elementwise.MAXIMUM, a, b);
  }

  public Node min(Node a, Node b) {
    return apply(Elementwise.MINIMUM, a, b);
  }

  public Node greater(Node a, Node b) {
    return apply(Elementwise.GREATER, a, b);
  }

  public Node where(Node condition, Node a, Node b) {
    return apply(Elementwise.WHERE, condition, a, b);
  }

  public Node stopGradient(Node a) {
    return a.op() == Elementwise.STOP_GRADIENT ? a : apply(Elementwise.STOP_GRADIENT, a);
  }

  // Reductions

  public Node reduce(Reduce.Operator operator, Node x, List<Integer> axes) {
    if (axes.isEmpty() && operator != Reduce.Operator.ARGMAX) {
      return x;
    }
    Node simpler = Simplifier.simplifyReduce(this, operator, x, axes);
    return simpler != null ? simpler : node(new Reduce(operator, axes), x);
  }

  public Node sum(Node x, List<Integer> axes) {
    return reduce(Reduce.Operator.SUM, x, axes);
  }

  /** The sum over everything. */
  public Node sum(Node x) {
    return sum(x, allAxes(x));
  }

  public Node mean(Node x, List<Integer> axes) {
    Poly count = axes.stream().map(x.shape()::dim).reduce(Poly.ONE, Poly::times);
    return div(sum(x, axes), size(count));
  }

  public Node mean(Node x) {
    return mean(x, allAxes(x));
  }

  public static List<Integer> allAxes(Node x) {
    return IntStream.range(0, x.shape().rank()).boxed().toList();
  }

  /** The Euclidean norm over axes, with derivative 0 at 0. */
  public Node norm(Node x, List<Integer> axes) {
    return apply(Elementwise.NORM_ROOT, sum(square(x), axes));
  }

  /** Repeats a reduced tensor along the axes that the reduction removed. */
  public Node expand(Node reduced, Shape full, List<Integer> axes) {
    return reduced.isScalar() ? reduced : broadcast(keepAxes(reduced, full, axes), full);
  }

  /** A reduced tensor with the reduced axes kept at length 1. */
  public Node keepAxes(Node reduced, Shape full, List<Integer> axes) {
    List<Poly> dims = new ArrayList<>(full.dims());
    axes.forEach(axis -> dims.set(axis, Poly.ONE));
    return reshape(reduced, new Shape(dims));
  }

  /** Sums over the axes along which a tensor of the given shape was broadcast. */
  public Node sumTo(Node x, Shape shape) {
    int missing = x.shape().rank() - shape.rank();
    List<Integer> repeated = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      boolean single = axis >= missing && shape.dim(axis - missing).isConstant(1);
      if (axis < missing || (single && !x.shape().dim(axis).isConstant(1))) {
        repeated.add(axis);
      }
    }
    return reshape(sum(x, repeated), shape);
  }

  // Views

  public Node broadcast(Node x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (!Broadcasting.common(x.shape(), shape).equals(shape)) {
      throw Broadcasting.mismatch("broadcast", x.shape(), shape);
    }
    if (x.op() instanceof Views.Broadcast) {
      return broadcast(x.input(0), shape);
    }
    return node(new Views.Broadcast(shape), x);
  }

  public Node reshape(Node x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (x.op() instanceof Views.Reshape) {
      return reshape(x.input(0), shape);
    }
    return node(new Views.Reshape(shape), x);
  }

  public Node transpose(Node x, List<Integer> order) {
    if (order.equals(IntStream.range(0, order.size()).boxed().toList())) {
      return x;
    }
    if (x.op() instanceof Views.Transpose inner) {
      return transpose(x.input(0), order.stream().map(inner.order()::get).toList());
    }
    return node(new Views.Transpose(order), x);
  }

  public Node swapLastAxes(Node x) {
    int rank = x.shape().rank();
    List<Integer> order = new ArrayList<>(allAxes(x));
    order.set(rank - 2, rank - 1);
    order.set(rank - 1, rank - 2);
    return transpose(x, order);
  }

  public Node slice(Node x, int axis, Poly from, Poly length) {
    return from.isConstant(0) && x.shape().dim(axis).equals(length)
        ? x
        : node(new Views.Slice(axis, from, length), x);
  }

  public Node pad(Node x, int axis, Poly before, Poly after, double value) {
    return before.isConstant(0) && after.isConstant(0)
        ? x
        : node(new Views.Pad(axis, before, after, value), x);
  }

  // Linear algebra

  /** The product of matrices or stacks; leading axes of the left factor are flattened. */
  public Node matmul(Node a, Node b) {
    Poly inner = a.shape().dim(a.shape().rank() - 1);
    Poly other = b.shape().dim(b.shape().rank() - 2);
    if (!inner.equals(other)) {
      throw new IrException(
          "TKV201",
          "matmul: the factors are %s and %s; %s and %s must be the same dimension."
              .formatted(a.shape(), b.shape(), inner, other));
    }
    return node(new MatMul(false), a, b);
  }

  /** A copy of an expression in which some nodes are replaced. */
  public Node substitute(Node root, Map<Node, Node> replacements) {
    return new Substitution(this, replacements).apply(root);
  }
}
