package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Op;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The values at one point where all elements of each given node are equal: the number that every
 * element of a node has there, as far as it is known. What is not given is unknown, and finite;
 * unknown times 0 is 0. What is positive and rounds to 0 is unknown. Every named dimension has the
 * same size.
 */
public final class Uniform {
  private final Map<Node, Double> given;
  private final long size;

  /** The value of each node that was looked at; empty if it is unknown. */
  private final Map<Node, OptionalDouble> values = new HashMap<>();

  /**
   * @param given nodes with the value of all their elements; leaves or others
   * @param size of every named dimension
   */
  public Uniform(Map<Node, Double> given, long size) {
    this.given = Map.copyOf(given);
    this.size = size;
  }

  /** The value of all elements of a node, if they are equal and known. */
  public OptionalDouble of(Node root) {
    OptionalDouble known = values.get(root);
    if (known == null) {
      for (Node node : Reach.inOrder(root)) {
        if (!values.containsKey(node)) {
          values.put(node, compute(node));
        }
      }
      known = values.get(root);
    }
    return known;
  }

  /** True if all elements are known to have the value. */
  public boolean is(Node node, double value) {
    OptionalDouble known = of(node);
    return known.isPresent() && known.getAsDouble() == value;
  }

  private OptionalDouble in(Node node, int i) {
    return values.get(node.input(i));
  }

  private boolean isZero(Node node, int i) {
    OptionalDouble known = in(node, i);
    return known.isPresent() && known.getAsDouble() == 0;
  }

  private static OptionalDouble value(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private OptionalDouble compute(Node node) {
    Double fixed = given.get(node);
    if (fixed != null) {
      return value(fixed);
    }
    Op op = node.op();
    if (op instanceof Leaf leaf) {
      return leaf(leaf);
    } else if (op instanceof Elementwise elementwise) {
      return elementwise(node, elementwise);
    } else if (op instanceof Pointwise.Copy) {
      return in(node, 0);
    } else if (op instanceof Reduce reduce) {
      return reduce(node, reduce);
    } else if (op instanceof MatMul matmul) {
      return product(node, matmul);
    } else if (op instanceof View view) {
      return view(node, view);
    }
    return library(node, op);
  }

  private OptionalDouble leaf(Leaf leaf) {
    if (leaf instanceof Leaf.Literal literal) {
      return value(literal.value());
    }
    return leaf instanceof Leaf.Size known ? number(known.size()) : OptionalDouble.empty();
  }

  private OptionalDouble number(Poly poly) {
    Poly replaced = poly.substitute(atom -> atom instanceof Atom.Name ? Poly.of(size) : null);
    return replaced.isConstant() ? value((double) replaced.constant()) : OptionalDouble.empty();
  }

  private OptionalDouble elementwise(Node node, Elementwise op) {
    if (op == Elementwise.WHERE) {
      OptionalDouble condition = in(node, 0);
      if (condition.isPresent()) {
        return in(node, condition.getAsDouble() != 0 ? 1 : 2);
      }
      return in(node, 1).equals(in(node, 2)) ? in(node, 1) : OptionalDouble.empty();
    }
    if (op == Elementwise.MUL && (isZero(node, 0) || isZero(node, 1))) {
      return value(0);
    }
    double[] arguments = new double[node.inputs().size()];
    for (int i = 0; i < arguments.length; i++) {
      if (in(node, i).isEmpty()) {
        return OptionalDouble.empty();
      }
      arguments[i] = in(node, i).getAsDouble();
    }
    if (op == Elementwise.ERF) {
      return arguments[0] == 0 ? value(0) : OptionalDouble.empty();
    }
    Optional<Double> result = op.evaluate(arguments);
    boolean underflow =
        (op == Elementwise.EXP || op == Elementwise.SOFTPLUS) && result.orElse(1.0) == 0;
    return result.isPresent() && !underflow ? value(result.get()) : OptionalDouble.empty();
  }

  private OptionalDouble reduce(Node node, Reduce reduce) {
    OptionalDouble x = in(node, 0);
    if (x.isEmpty() || reduce.operator() == Reduce.Operator.ARGMAX) {
      return OptionalDouble.empty();
    } else if (reduce.operator() != Reduce.Operator.SUM || x.getAsDouble() == 0) {
      return x;
    }
    OptionalDouble count = number(Patterns.count(node));
    return count.isPresent()
        ? value(x.getAsDouble() * count.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble product(Node node, MatMul matmul) {
    if (isZero(node, 0) || isZero(node, 1)) {
      return value(0);
    }
    if (in(node, 0).isEmpty() || in(node, 1).isEmpty()) {
      return OptionalDouble.empty();
    }
    Node a = node.input(0);
    Node b = node.input(1);
    Poly terms = a.shape().dim(a.shape().rank() - 1);
    if (matmul.sumStack()) {
      terms = terms.times(a.shape().rank() == 3 ? a.shape().dim(0) : b.shape().dim(0));
    }
    OptionalDouble count = number(terms);
    return count.isPresent()
        ? value(in(node, 0).getAsDouble() * in(node, 1).getAsDouble() * count.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble view(Node node, View view) {
    OptionalDouble x = in(node, 0);
    double filled = view instanceof Views.Pad pad ? pad.value() : 0;
    boolean fills =
        view instanceof Views.Pad
            || view instanceof Views.Unwindow
            || view instanceof Views.DiagonalMatrix
            || view instanceof Views.Place
            || (view instanceof Views.Rewindow windows && windows.padding() != 0);
    boolean differs = fills && (x.isEmpty() || x.getAsDouble() != filled);
    return differs ? OptionalDouble.empty() : x;
  }

  private OptionalDouble library(Node node, Op op) {
    boolean keepsZero =
        op instanceof LibraryOp.SingularValues
            || (op instanceof LibraryOp library && library.isLinear());
    return keepsZero && isZero(node, 0) ? value(0) : OptionalDouble.empty();
  }
}
