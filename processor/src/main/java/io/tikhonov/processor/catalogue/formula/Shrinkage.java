package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import java.util.List;

/** Proximal operators: the minimiser of R(x) + Σ(x − v)²/(2s). */
public final class Shrinkage {

  private Shrinkage() {}

  /** sign(v)·max(|v| − λs, 0), of λ‖w‖₁: coordinate by coordinate, in any diagonal metric. */
  public static ProximalPart ofOneNorm(Graph g, String w, double lambda) {
    return new ProximalPart(
        Form.SOFT_THRESHOLD,
        0,
        true,
        (v, s) -> Expressions.softThreshold(g, v, Expressions.scale(g, g.literal(lambda), s)),
        g.literal(lambda),
        "sign(%s)·max(|%s| − %ss, 0)".formatted(w, w, Formulas.factor(lambda)));
  }

  /** v/(1 + λs), of λ/2·‖w‖²: coordinate by coordinate, in any diagonal metric. */
  public static ProximalPart ofSquares(Graph g, String w, double lambda) {
    return new ProximalPart(
        Form.QUADRATIC,
        0,
        true,
        (v, s) -> quadratic(g, v, Expressions.scale(g, g.literal(lambda), s)),
        g.literal(lambda),
        "%s/(1 + %ss)".formatted(w, Formulas.factor(lambda)));
  }

  /** Of λ/2·‖x‖² with t = λs: v/(1 + t). */
  public static Node quadratic(Graph g, Node v, Node t) {
    return Expressions.divide(g, v, g.add(g.literal(1), t));
  }

  /** Of λ/2·‖x − a‖² with t = λs: (v + ta)/(1 + t) = a + (v − a)/(1 + t). */
  public static Node towards(Graph g, Node v, Node t, Node reference) {
    return g.add(reference, quadratic(g, g.sub(v, reference), t));
  }

  /** Of total variation along one axis times t, a scalar or one for each element. */
  public static Node totalVariation(Graph g, Node v, Node t, int axis) {
    return g.node(new LibraryOp.TotalVariationStep(axis), v, t);
  }

  /** Of the spectral norm times t: the singular values less their projection on the 1-norm ball. */
  public static Node spectralNorm(Graph g, Node v, Node t) {
    Poly rows = v.shape().dim(0);
    Poly columns = v.shape().dim(1);
    Poly rank = rows.min(columns);
    Node packed = g.node(new LibraryOp.Svd(), v);
    Poly left = rows.times(rank);
    Node u = g.reshape(g.slice(packed, 0, Poly.ZERO, left), Shape.of(rows, rank));
    Node values = g.slice(packed, 0, left, rank);
    Node right =
        g.reshape(
            g.slice(packed, 0, left.plus(rank), rank.times(columns)), Shape.of(rank, columns));
    // The largest values are cut to one level; below the threshold everything is.
    Node sums = g.node(new LibraryOp.CumulativeSum(0, false), values);
    Node ones = g.broadcast(g.literal(1), Shape.of(rank));
    Node counts = g.node(new LibraryOp.CumulativeSum(0, false), ones);
    Node levels = g.div(g.sub(sums, t), counts);
    Node level = g.max(g.reduce(Reduce.Operator.MAX, levels, List.of(0)), g.literal(0));
    return g.matmul(g.mul(u, g.min(values, level)), right);
  }

  /**
   * Of λΣlog(1 + |x|/ε) with t = λs: the larger root z = ((|v| − ε) + √((|v| + ε)² − 4t))/2 if it
   * is real, positive and better than 0, else 0.
   */
  public static Node logSum(Graph g, Node v, Node t, Node epsilon) {
    Node zero = g.literal(0);
    Node half = g.literal(0.5);
    Node size = g.abs(v);
    Node discriminant = g.sub(g.square(g.add(size, epsilon)), g.mul(g.literal(4), t));
    Node real = g.greater(discriminant, zero);
    Node root = g.sqrt(g.where(real, discriminant, zero));
    Node z = g.mul(half, g.add(g.sub(size, epsilon), root));
    Node candidate = g.where(real, g.max(z, zero), zero);
    // t·log(1 + z/ε) + (z − |v|)²/2 against v²/2, divided by z.
    Node gain = g.mul(candidate, g.sub(size, g.mul(half, candidate)));
    Node cost = g.mul(t, g.apply(Elementwise.LOG1P, g.div(candidate, epsilon)));
    Node signed = g.mul(g.apply(Elementwise.SIGN, v), candidate);
    return g.where(g.greater(gain, cost), signed, zero);
  }

  /** Of |x − target| with t: soft thresholding around the target. */
  public static Node absoluteError(Graph g, Node v, Node t, Node target) {
    return g.add(target, Expressions.softThreshold(g, g.sub(v, target), t));
  }

  /** Of the quantile loss max(q(y − x), (q − 1)(y − x)): y where v is near, else v moved by tq. */
  public static Node pinball(Graph g, Node v, Node t, Node target, Node quantile) {
    Node d = g.sub(v, target);
    Node up = g.mul(t, g.sub(g.literal(1), quantile));
    Node down = g.neg(g.mul(t, quantile));
    return g.sub(v, Expressions.clamp(g, d, down, up));
  }

  /** Of Huber's function of x − target: slope 1 within δ·(1 + t), then by tδ. */
  public static Node huber(Graph g, Node v, Node t, Node target, Node delta) {
    Node d = g.sub(v, target);
    Node factor = g.div(t, g.add(g.literal(1), t));
    Node limit = g.mul(t, delta);
    return g.sub(v, Expressions.clamp(g, g.mul(factor, d), g.neg(limit), limit));
  }

  /** Of x − k·log x: ((v − t) + √((v − t)² + 4tk))/2. */
  public static Node poisson(Graph g, Node v, Node t, Node counts) {
    Node shifted = g.sub(v, t);
    Node root = g.sqrt(g.add(g.square(shifted), g.mul(g.literal(4), g.mul(t, counts))));
    return g.mul(g.literal(0.5), g.add(shifted, root));
  }
}
