package io.tikhonov.processor.ir;

import java.util.List;
import java.util.Optional;

/** Algebra that holds exactly or up to rounding, applied when nodes are made. */
final class Simplifier {

  private Simplifier() {}

  /** A simpler node for an elementwise operation on aligned inputs, or null. */
  static Node simplify(Graph g, Elementwise op, List<Node> x) {
    Node constant = fold(g, op, x);
    if (constant != null) {
      return constant;
    }
    // A tensor must not become a scalar: the result keeps its shape.
    Shape shape = op.shape(x);
    Node simpler =
        switch (op) {
          case ADD -> add(g, x.get(0), x.get(1));
          case SUB -> subtract(g, x.get(0), x.get(1));
          case MUL -> multiply(g, x.get(0), x.get(1));
          case DIV -> divide(g, x.get(0), x.get(1));
          case NEG -> negate(g, x.get(0));
          case POW -> power(g, x.get(0), x.get(1));
          case WHERE -> x.get(1).equals(x.get(2)) ? x.get(1) : null;
          default -> null;
        };
    return simpler == null || simpler.shape().equals(shape) ? simpler : null;
  }

  private static Node fold(Graph g, Elementwise op, List<Node> x) {
    if (op == Elementwise.STOP_GRADIENT
        || !x.stream().allMatch(n -> n.op() instanceof Leaf.Literal)) {
      return null;
    }
    double[] values = x.stream().mapToDouble(Simplifier::value).toArray();
    Optional<Double> result = op.evaluate(values);
    return result.isPresent() && Double.isFinite(result.get()) ? g.literal(result.get()) : null;
  }

  private static double value(Node literal) {
    return ((Leaf.Literal) literal.op()).value();
  }

  private static boolean isNeg(Node node) {
    return node.op() == Elementwise.NEG;
  }

  private static Node add(Graph g, Node a, Node b) {
    if (a.isLiteral(0)) {
      return b;
    }
    if (b.isLiteral(0)) {
      return a;
    }
    if (isNeg(b)) {
      return g.sub(a, b.input(0));
    }
    return isNeg(a) ? g.sub(b, a.input(0)) : null;
  }

  private static Node subtract(Graph g, Node a, Node b) {
    if (b.isLiteral(0)) {
      return a;
    }
    if (a.isLiteral(0)) {
      return g.neg(b);
    }
    return isNeg(b) ? g.add(a, b.input(0)) : null;
  }

  private static Node multiply(Graph g, Node a, Node b) {
    if (a.isLiteral(1)) {
      return b;
    }
    if (b.isLiteral(1)) {
      return a;
    }
    if (a.isLiteral(-1)) {
      return g.neg(b);
    }
    if (b.isLiteral(-1)) {
      return g.neg(a);
    }
    if (isNeg(a)) {
      return isNeg(b) ? g.mul(a.input(0), b.input(0)) : g.neg(g.mul(a.input(0), b));
    }
    if (isNeg(b)) {
      return g.neg(g.mul(a, b.input(0)));
    }
    if (a.op() instanceof Leaf.Literal
        && b.op() == Elementwise.MUL
        && b.input(0).op() instanceof Leaf.Literal) {
      return g.mul(g.mul(a, b.input(0)), b.input(1));
    }
    // Literals and scalars come first, so that products of them meet and are folded or hoisted.
    boolean swap =
        (b.op() instanceof Leaf.Literal && !(a.op() instanceof Leaf.Literal))
            || (b.isScalar() && !a.isScalar());
    if (swap) {
      return g.mul(b, a);
    }
    return a.equals(b) ? g.square(a) : null;
  }

  private static Node divide(Graph g, Node a, Node b) {
    if (b.isLiteral(1)) {
      return a;
    }
    if (isNeg(a)) {
      return g.neg(g.div(a.input(0), b));
    }
    // Scalars divide first: one division instead of one for each element.
    if (b.isScalar() && !a.isScalar() && a.op() == Elementwise.MUL && a.input(0).isScalar()) {
      return g.mul(g.div(a.input(0), b), a.input(1));
    }
    return null;
  }

  private static Node negate(Graph g, Node a) {
    if (isNeg(a)) {
      return a.input(0);
    }
    return a.op() == Elementwise.SUB ? g.sub(a.input(1), a.input(0)) : null;
  }

  private static Node power(Graph g, Node base, Node exponent) {
    if (exponent.isLiteral(1)) {
      return base;
    }
    if (exponent.isLiteral(2)) {
      return g.square(base);
    }
    if (exponent.isLiteral(3)) {
      return g.mul(g.square(base), base);
    }
    if (exponent.isLiteral(-1)) {
      return g.div(g.literal(1), base);
    }
    return exponent.isLiteral(0.5) ? g.sqrt(base) : null;
  }

  /** A simpler node for a reduction, or null: sums of sums, of scaled and of broadcast tensors. */
  static Node simplifyReduce(Graph g, Reduce.Operator operator, Node x, List<Integer> axes) {
    if (operator != Reduce.Operator.SUM) {
      return null;
    }
    if (x.op() == Elementwise.NEG) {
      return g.neg(g.sum(x.input(0), axes));
    }
    if (x.op() == Elementwise.MUL && x.input(0).isScalar()) {
      return g.mul(x.input(0), g.sum(x.input(1), axes));
    }
    if (x.op() instanceof Views.Broadcast && x.input(0).isScalar()) {
      Poly count = axes.stream().map(x.shape()::dim).reduce(Poly.ONE, Poly::times);
      return g.broadcast(g.mul(g.size(count), x.input(0)), x.shape().without(axes));
    }
    boolean all = axes.size() == x.shape().rank();
    if (all && x.op() instanceof Reduce inner && inner.operator() == Reduce.Operator.SUM) {
      return g.sum(x.input(0));
    }
    if (all && x.op() instanceof Views.Reshape) {
      return g.sum(x.input(0));
    }
    return null;
  }
}
