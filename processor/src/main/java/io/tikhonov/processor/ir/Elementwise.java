package io.tikhonov.processor.ir;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The elementwise operations: one entry each, with arity, cost, scalar Java code, vector code where
 * there is one, value and derivative. Inputs have the shape of the result or are scalars. The
 * vocabulary function of the same name, if there is one, needs nothing else.
 *
 * <p>In the code {@code $0}, {@code $1}, {@code $2} stand for the arguments. Code that is marked
 * {@link #wide} gives a double and is narrowed in single precision. In vector code the first
 * argument is a vector (for a selection: a mask) and the others are vectors or numbers; {@code {1}}
 * is the number 1 in the type of the vectors, and functions like {@code exp} are those of the
 * vector functions of the emitter.
 */
public enum Elementwise implements Pointwise {
  ADD(
      "add",
      2,
      Cost.ARITHMETIC,
      "$0 + $1",
      "$0.add($1)",
      a -> a[0] + a[1],
      (g, y, x, c) -> List.of(c, c)),
  SUB(
      "sub",
      2,
      Cost.ARITHMETIC,
      "$0 - $1",
      "$0.sub($1)",
      a -> a[0] - a[1],
      (g, y, x, c) -> List.of(c, g.neg(c))),
  MUL(
      "mul",
      2,
      Cost.ARITHMETIC,
      "$0 * $1",
      "$0.mul($1)",
      a -> a[0] * a[1],
      (g, y, x, c) -> List.of(g.mul(c, x.get(1)), g.mul(c, x.get(0)))),
  DIV(
      "div",
      2,
      Cost.ARITHMETIC,
      "$0 / $1",
      "$0.div($1)",
      a -> a[0] / a[1],
      (g, y, x, c) -> List.of(g.div(c, x.get(1)), g.neg(g.div(g.mul(c, y), x.get(1))))),
  NEG("neg", 1, Cost.ARITHMETIC, "-$0", "$0.neg()", a -> -a[0], (g, y, x, c) -> List.of(g.neg(c))),
  SQUARE(
      "square",
      1,
      Cost.ARITHMETIC,
      "$0 * $0",
      "$0.mul($0)",
      a -> a[0] * a[0],
      (g, y, x, c) -> List.of(g.mul(g.literal(2), g.mul(c, x.get(0))))),
  ABS(
      "abs",
      1,
      Cost.ARITHMETIC,
      "Math.abs($0)",
      "$0.abs()",
      a -> Math.abs(a[0]),
      (g, y, x, c) -> List.of(g.mul(c, g.apply(by("sign"), x.get(0))))),
  SIGN(
      "sign",
      1,
      Cost.ARITHMETIC,
      "Math.signum($0)",
      "$0.blend({1}, $0.compare(VectorOperators.GT, {0}))"
          + ".blend({-1}, $0.compare(VectorOperators.LT, {0}))",
      a -> Math.signum(a[0]),
      Derivative.ZERO),
  /** The largest integer that is not above; made by schedules that change in stages. */
  FLOOR("floor", 1, Cost.ARITHMETIC, "Math.floor($0)", a -> Math.floor(a[0]), Derivative.ZERO),
  RELU(
      "relu",
      1,
      Cost.ARITHMETIC,
      "Math.max($0, 0)",
      "$0.max(0)",
      a -> Math.max(a[0], 0),
      (g, y, x, c) ->
          List.of(g.where(g.apply(by("greater"), x.get(0), g.literal(0)), c, g.literal(0)))),
  MAXIMUM(
      "maximum",
      2,
      Cost.ARITHMETIC,
      "Math.max($0, $1)",
      "$0.max($1)",
      a -> Math.max(a[0], a[1]),
      (g, y, x, c) -> split(g, x.get(0), x.get(1), c)),
  MINIMUM(
      "minimum",
      2,
      Cost.ARITHMETIC,
      "Math.min($0, $1)",
      "$0.min($1)",
      a -> Math.min(a[0], a[1]),
      (g, y, x, c) -> {
        List<Node> larger = split(g, x.get(0), x.get(1), c);
        return List.of(larger.get(1), larger.get(0));
      }),
  /** 1 where the first is greater, 0 elsewhere. */
  GREATER(
      "greater",
      2,
      Cost.ARITHMETIC,
      "$0 > $1",
      "$0.compare(VectorOperators.GT, $1)",
      a -> a[0] > a[1] ? 1 : 0,
      Derivative.ZERO),
  LESS(
      "less",
      2,
      Cost.ARITHMETIC,
      "$0 < $1",
      "$0.compare(VectorOperators.LT, $1)",
      a -> a[0] < a[1] ? 1 : 0,
      Derivative.ZERO),
  /** 1 where both are equal; made by derivatives of maxima. */
  EQUAL(
      "equal",
      2,
      Cost.ARITHMETIC,
      "$0 == $1",
      "$0.compare(VectorOperators.EQ, $1)",
      a -> a[0] == a[1] ? 1 : 0,
      Derivative.ZERO),
  /** Selects, so that the branch that is not taken has derivative 0 and never gives 0·∞. */
  WHERE(
      "where",
      3,
      Cost.ARITHMETIC,
      "$0 ? $1 : $2",
      "$2.blend($1, $0)",
      a -> a[0] != 0 ? a[1] : a[2],
      (g, y, x, c) ->
          Arrays.asList(
              null, g.where(x.get(0), c, g.literal(0)), g.where(x.get(0), g.literal(0), c))),
  SQRT(
      "sqrt",
      1,
      Cost.ROOT,
      "Math.sqrt($0)",
      "$0.sqrt()",
      a -> Math.sqrt(a[0]),
      (g, y, x, c) -> List.of(g.div(g.mul(g.literal(0.5), c), y))),
  /** The square root inside a norm: its derivative at 0 is 0. */
  NORM_ROOT(
      "normRoot",
      1,
      Cost.ROOT,
      "Math.sqrt($0)",
      "$0.sqrt()",
      a -> Math.sqrt(a[0]),
      (g, y, x, c) ->
          List.of(
              g.where(
                  g.apply(by("greater"), y, g.literal(0)),
                  g.div(g.mul(g.literal(0.5), c), y),
                  g.literal(0)))),
  EXP(
      "exp",
      1,
      Cost.TRANSCENDENTAL,
      "Math.exp($0)",
      "exp($0)",
      a -> Math.exp(a[0]),
      (g, y, x, c) -> List.of(g.mul(c, y))),
  EXPM1(
      "expm1",
      1,
      Cost.TRANSCENDENTAL,
      "Math.expm1($0)",
      "expm1($0)",
      a -> Math.expm1(a[0]),
      (g, y, x, c) -> List.of(g.mul(c, g.add(y, g.literal(1))))),
  LOG(
      "log",
      1,
      Cost.TRANSCENDENTAL,
      "Math.log($0)",
      "log($0)",
      a -> Math.log(a[0]),
      (g, y, x, c) -> List.of(g.div(c, x.get(0)))),
  LOG1P(
      "log1p",
      1,
      Cost.TRANSCENDENTAL,
      "Math.log1p($0)",
      "log1p($0)",
      a -> Math.log1p(a[0]),
      (g, y, x, c) -> List.of(g.div(c, g.add(x.get(0), g.literal(1))))),
  SIN(
      "sin",
      1,
      Cost.TRANSCENDENTAL,
      "Math.sin($0)",
      a -> Math.sin(a[0]),
      (g, y, x, c) -> List.of(g.mul(c, g.apply(by("cos"), x.get(0))))),
  COS(
      "cos",
      1,
      Cost.TRANSCENDENTAL,
      "Math.cos($0)",
      a -> Math.cos(a[0]),
      (g, y, x, c) -> List.of(g.neg(g.mul(c, g.apply(by("sin"), x.get(0)))))),
  TANH(
      "tanh",
      1,
      Cost.TRANSCENDENTAL,
      "Math.tanh($0)",
      "tanh($0)",
      a -> Math.tanh(a[0]),
      (g, y, x, c) -> List.of(g.mul(c, g.sub(g.literal(1), g.square(y))))),
  SIGMOID(
      "sigmoid",
      1,
      Cost.TRANSCENDENTAL,
      "Scalars.sigmoid($0)",
      "sigmoid($0)",
      a -> 1 / (1 + Math.exp(-a[0])),
      (g, y, x, c) -> List.of(g.mul(c, g.mul(y, g.sub(g.literal(1), y))))),
  SOFTPLUS(
      "softplus",
      1,
      Cost.TRANSCENDENTAL,
      "Scalars.softplus($0)",
      "softplus($0)",
      a -> Math.max(a[0], 0) + Math.log1p(Math.exp(-Math.abs(a[0]))),
      (g, y, x, c) -> List.of(g.mul(c, g.apply(by("sigmoid"), x.get(0))))),
  ERF(
      "erf",
      1,
      Cost.TRANSCENDENTAL,
      "Scalars.erf($0)",
      "erf($0)",
      null,
      (g, y, x, c) ->
          List.of(
              g.mul(
                  g.mul(c, g.literal(2 / Math.sqrt(Math.PI))), g.exp(g.neg(g.square(x.get(0))))))),
  POW(
      "pow",
      2,
      Cost.TRANSCENDENTAL,
      "Math.pow($0, $1)",
      a -> Math.pow(a[0], a[1]),
      (g, y, x, c) -> {
        Node base = x.get(0);
        Node exponent = x.get(1);
        Node toBase = g.mul(c, g.mul(exponent, g.pow(base, g.sub(exponent, g.literal(1)))));
        if (exponent.op() instanceof Leaf) {
          return Arrays.asList(toBase, null);
        }
        Node atZero = g.apply(by("equal"), base, g.literal(0));
        Node slope = g.mul(y, g.apply(by("log"), base));
        return List.of(toBase, g.mul(c, g.where(atZero, g.literal(0), slope)));
      }),
  /** The identity, through which no derivative flows. */
  STOP_GRADIENT("stopGradient", 1, Cost.FREE, "$0", "$0", a -> a[0], Derivative.ZERO),
  /** An index as a number. */
  TO_REAL("toReal", 1, Cost.FREE, "$0", null, Derivative.ZERO),
  /** The nearest number with the 8 significant bits of bfloat16, ties to even. */
  ROUND_BFLOAT16(
      "roundBfloat16",
      1,
      Cost.ARITHMETIC,
      "Scalars.bfloat16($0)",
      a -> Bfloat16.round(a[0]),
      Derivative.ZERO);

  /** How much recomputing an element costs; decides between recomputing and storing. */
  public enum Cost {
    FREE(0),
    ARITHMETIC(1),
    ROOT(6),
    TRANSCENDENTAL(20);

    private final int weight;

    Cost(int weight) {
      this.weight = weight;
    }

    public int weight() {
      return weight;
    }
  }

  private interface Value {
    double at(double[] arguments);
  }

  private interface Derivative {
    Derivative ZERO = (g, y, x, c) -> Arrays.asList(new Node[x.size()]);

    List<Node> apply(Graph graph, Node result, List<Node> inputs, Node cotangent);
  }

  private final String functionName;
  private final int arity;
  private final Cost cost;
  private final String code;
  private final String vectorCode;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Value value;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Derivative derivative;

  /** An operation without vector code: kernels with it work on one element at a time. */
  Elementwise(
      String functionName, int arity, Cost cost, String code, Value value, Derivative derivative) {
    this(functionName, arity, cost, code, null, value, derivative);
  }

  Elementwise(
      String functionName,
      int arity,
      Cost cost,
      String code,
      String vectorCode,
      Value value,
      Derivative derivative) {
    this.functionName = functionName;
    this.arity = arity;
    this.cost = cost;
    this.code = code;
    this.vectorCode = vectorCode;
    this.value = value;
    this.derivative = derivative;
  }

  /** Entries refer to entries after them by name, because enum constants cannot refer forwards. */
  private static Elementwise by(String name) {
    return named(name).orElseThrow();
  }

  /** The derivative of a maximum goes to the larger argument, half to each at a tie. */
  private static List<Node> split(Graph g, Node a, Node b, Node c) {
    Node half = g.mul(g.literal(0.5), c);
    Node equal = g.apply(by("equal"), a, b);
    Node zero = g.literal(0);
    return List.of(
        g.where(equal, half, g.where(g.apply(by("greater"), a, b), c, zero)),
        g.where(equal, half, g.where(g.apply(by("greater"), b, a), c, zero)));
  }

  /** The operation of a vocabulary function of this name. */
  public static Optional<Elementwise> named(String functionName) {
    return Arrays.stream(values()).filter(op -> op.functionName.equals(functionName)).findFirst();
  }

  @Override
  public String opName() {
    return functionName;
  }

  public int arity() {
    return arity;
  }

  public Cost cost() {
    return cost;
  }

  public String code() {
    return code;
  }

  /** The code for vectors, empty if there is none. */
  public Optional<String> vectorCode() {
    return Optional.ofNullable(vectorCode);
  }

  /** True if the vector code contains its argument several times. */
  public boolean repeatsArgument() {
    return vectorCode != null && vectorCode.indexOf("$0") != vectorCode.lastIndexOf("$0");
  }

  /** True if the arguments may change places. */
  public boolean isCommutative() {
    return this == ADD || this == MUL || this == MAXIMUM || this == MINIMUM || this == EQUAL;
  }

  /** True if the code computes in double even for float arguments. */
  public boolean wide() {
    return code.startsWith("Math.")
        && !List.of("Math.abs", "Math.max", "Math.min", "Math.signum")
            .contains(code.substring(0, code.indexOf('(')));
  }

  /** True for comparisons, whose code is a Java condition and whose value is 1 or 0. */
  public boolean isComparison() {
    return this == GREATER || this == LESS || this == EQUAL;
  }

  /** The value for constant arguments, if it can be computed at compile time. */
  public Optional<Double> evaluate(double... arguments) {
    return value == null ? Optional.empty() : Optional.of(value.at(arguments));
  }

  @Override
  public Shape shape(List<Node> inputs) {
    Shape shape = Shape.SCALAR;
    for (Node input : inputs) {
      if (!input.isScalar()) {
        if (!shape.isScalar() && !shape.equals(input.shape())) {
          throw new IllegalStateException(
              "%s of %s and %s: broadcast first".formatted(this, shape, input.shape()));
        }
        shape = input.shape();
      }
    }
    return shape;
  }

  @Override
  public List<Node> derivativeInputs(List<Node> inputs) {
    if (derivative == Derivative.ZERO) {
      return List.of();
    }
    // A condition selects and has no derivative of its own.
    return this == WHERE ? inputs.subList(1, inputs.size()) : inputs;
  }

  @Override
  public List<Node> derivative(Graph graph, Node node, Node cotangent) {
    return derivative.apply(graph, node, node.inputs(), cotangent);
  }
}
