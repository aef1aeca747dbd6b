package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Op;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joint rescalings θ → exp(t·s)·θ of parameters. Every value gets a degree that is linear in the
 * exponents s: products add, roots halve, sums need equal degrees, and functions that are not
 * homogeneous need degree 0. What is needed are linear equations; their solutions are directions
 * along which every value changes by the factor exp(t·degree). Exact up to the epsilon of
 * normalizations; sufficient, not necessary.
 */
public final class Scalings {
  private static final double TOLERANCE = 1e-9;

  /** The degree of a literal 0, which every factor leaves as it is. */
  private static final double[] ANY = {};

  private final List<Node> parameters;
  private final Set<Node> free;
  private final boolean throughNormalization;
  private final Map<Node, double[]> degrees = new HashMap<>();
  private final List<double[]> equations = new ArrayList<>();

  /**
   * @param parameters the leaves that have exponents, in an order that directions follow
   * @param dead parameters whose addition cancels, so that they do not matter
   * @param throughNormalization whether a division by √(u + ε) counts as one by √u
   */
  public Scalings(List<Node> parameters, Collection<Node> dead, boolean throughNormalization) {
    this.parameters = List.copyOf(parameters);
    this.free = new HashSet<>(dead);
    this.throughNormalization = throughNormalization;
  }

  /** Demands that a parameter keeps its size. */
  public void fix(Node parameter) {
    double[] equation = new double[parameters.size()];
    int i = parameters.indexOf(parameter);
    if (i >= 0) {
      equation[i] = 1;
      require(equation);
    }
  }

  /** Demands that a value does not change. */
  public void keep(Node value) {
    require(degree(value));
  }

  /**
   * The degree of a value as coefficients of the exponents, and demands that it has one. All zero
   * for a value that does not change.
   */
  public double[] degree(Node root) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.getLast();
      List<Node> missing =
          needed(node).stream().filter(input -> !degrees.containsKey(input)).toList();
      if (degrees.containsKey(node)) {
        open.removeLast();
      } else if (missing.isEmpty()) {
        open.removeLast();
        degrees.put(node, compute(node));
      } else {
        open.addAll(missing);
      }
    }
    double[] degree = degrees.get(root);
    return degree == ANY ? zero() : degree.clone();
  }

  /** A basis of the directions that satisfy every demand. */
  public List<double[]> directions() {
    return Linear.nullSpace(equations, parameters.size());
  }

  public List<Node> parameters() {
    return parameters;
  }

  private double[] zero() {
    return new double[parameters.size()];
  }

  private void require(double[] equation) {
    boolean trivial = Arrays.stream(equation).allMatch(c -> Math.abs(c) < TOLERANCE);
    if (!trivial) {
      equations.add(equation);
    }
  }

  /** A quotient by √(u + ε), where ε only guards. */
  private record Normalized(Node numerator, Node guarded) {}

  private Optional<Normalized> normalized(Node node) {
    if (node.op() != Elementwise.DIV) {
      return Optional.empty();
    }
    Node root = Patterns.strip(node.input(1));
    if (root.op() != Elementwise.SQRT && root.op() != Elementwise.NORM_ROOT) {
      return Optional.empty();
    }
    Node inside = Patterns.strip(root.input(0));
    Node guarded = Patterns.withoutGuard(inside);
    return guarded.equals(inside)
        ? Optional.empty()
        : Optional.of(new Normalized(node.input(0), guarded));
  }

  private List<Node> needed(Node node) {
    return normalized(node).map(n -> List.of(n.numerator(), n.guarded())).orElse(node.inputs());
  }

  private double[] in(Node node, int i) {
    return degrees.get(node.input(i));
  }

  private double[] compute(Node node) {
    Op op = node.op();
    if (op instanceof Leaf leaf) {
      return leaf(node, leaf);
    } else if (node.kind() == Kind.INDEX || op instanceof Generated) {
      return zero();
    } else if (op instanceof Elementwise elementwise) {
      return elementwise(node, elementwise);
    } else if (op instanceof MatMul) {
      return sum(in(node, 0), in(node, 1), 1);
    } else if (op instanceof Reduce || op instanceof Pointwise.Copy) {
      return in(node, 0);
    } else if (op instanceof View view) {
      boolean filled = view instanceof Views.Pad pad && pad.value() != 0;
      return filled ? equal(in(node, 0), zero()) : in(node, 0);
    }
    return library(node, op);
  }

  private double[] leaf(Node node, Leaf leaf) {
    if (leaf instanceof Leaf.Literal literal && literal.value() == 0) {
      return ANY;
    } else if (free.contains(node)) {
      return ANY;
    }
    double[] degree = zero();
    int i = parameters.indexOf(node);
    if (i >= 0) {
      degree[i] = 1;
    }
    return degree;
  }

  private double[] elementwise(Node node, Elementwise op) {
    double[] x = in(node, 0);
    return switch (op) {
      case ADD, SUB, MAXIMUM, MINIMUM -> equal(x, in(node, 1));
      case GREATER, LESS, EQUAL -> {
        equal(x, in(node, 1));
        yield zero();
      }
      case WHERE -> {
        equal(x, zero());
        yield equal(in(node, 1), in(node, 2));
      }
      case MUL -> sum(x, in(node, 1), 1);
      case DIV -> quotient(node);
      case NEG, ABS, RELU, STOP_GRADIENT, ROUND_BFLOAT16 -> x;
      case SIGN -> zero();
      case SQUARE -> times(x, 2);
      case SQRT, NORM_ROOT -> times(x, 0.5);
      case POW -> {
        Optional<Double> exponent = Patterns.literal(node.input(1));
        yield exponent.isPresent()
            ? times(x, exponent.get())
            : equal(equal(x, zero()), in(node, 1));
      }
      case TANH, SIN, ERF, EXPM1, LOG1P -> x == ANY ? ANY : equal(x, zero());
      case TO_REAL -> zero();
      default -> equal(x, zero());
    };
  }

  private double[] quotient(Node node) {
    Optional<Normalized> normalized = normalized(node);
    if (normalized.isEmpty()) {
      return sum(in(node, 0), in(node, 1), -1);
    }
    double[] numerator = degrees.get(normalized.get().numerator());
    double[] guarded = degrees.get(normalized.get().guarded());
    if (throughNormalization && isZero(sum(numerator, times(guarded, 0.5), -1))) {
      return zero();
    }
    equal(guarded, zero());
    return numerator;
  }

  private double[] library(Node node, Op op) {
    double[] x = in(node, 0);
    if (op instanceof LibraryOp.Inverse) {
      return times(x, -1);
    } else if (op instanceof LibraryOp.Cholesky) {
      return times(x, 0.5);
    }
    boolean keeps =
        op instanceof LibraryOp.SingularValues
            || (op instanceof LibraryOp library && library.isLinear());
    return keeps ? x : equal(x, zero());
  }

  private static boolean isZero(double[] degree) {
    return Arrays.stream(degree).allMatch(c -> Math.abs(c) < TOLERANCE);
  }

  private static double[] sum(double[] a, double[] b, double factor) {
    if (a == ANY || b == ANY) {
      return ANY;
    }
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * b[i];
    }
    return sum;
  }

  private static double[] times(double[] a, double factor) {
    return a == ANY ? ANY : Arrays.stream(a).map(c -> c * factor).toArray();
  }

  /** Demands equal degrees and gives the common one. */
  private double[] equal(double[] a, double[] b) {
    if (a == ANY) {
      return b;
    }
    if (b != ANY) {
      require(sum(a, b, -1));
    }
    return a;
  }
}
