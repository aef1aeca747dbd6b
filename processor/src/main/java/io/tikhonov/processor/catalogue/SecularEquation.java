package io.tikhonov.processor.catalogue;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;

/**
 * The positive root r of φ(r) = Σ aᵢ/(r + bᵢ)² = 1 with aᵢ, bᵢ ≥ 0 and φ(0) > 1, to which the
 * proximal operator of a Euclidean norm and the projection on a Euclidean ball lead in a diagonal
 * metric.
 *
 * <p>One evaluation of φ and ψ = Σ aᵢ/(r + bᵢ)³ = −φ′/2 bounds the root from both sides:
 *
 * <ul>
 *   <li>1/√φ is a power mean (exponent −2) of the increasing linear functions r + bᵢ, so it is
 *       increasing and concave, and a Newton step on 1/√φ = 1 ends at or below the root: r + φ(√φ −
 *       1)/ψ.
 *   <li>As a function of u = 1/r², φ is a sum of aᵢu/(1 + bᵢ√u)², increasing and concave, and a
 *       Newton step on φ = 1 ends at or below the root in u, that is above it in r: r/√(1 + (1 −
 *       φ)/(rψ)), if that root exists.
 * </ul>
 *
 * <p>Each iteration evaluates at the geometric mean of the best bounds. The evaluated point itself
 * lies beyond one of the two new bounds, so log(upper/lower) halves at least; near the root both
 * bounds converge quadratically. The number of iterations is fixed, so that the generated code has
 * no branch: after it the error is at rounding level for steps that differ by ten orders of
 * magnitude within a group.
 */
public final class SecularEquation {
  /** Enough for 24 bits from bounds that differ by a factor of 1,000. */
  private static final int SINGLE_ITERATIONS = 7;

  /** Enough for 53 bits from bounds that differ by a factor of 1,000,000. */
  private static final int DOUBLE_ITERATIONS = 10;

  /** φ and ψ, one for each group. */
  public record Sums(Node phi, Node psi) {}

  private final Graph g;
  private final boolean doublePrecision;
  private final Node one;

  public SecularEquation(Graph graph, boolean doublePrecision) {
    this.g = graph;
    this.doublePrecision = doublePrecision;
    this.one = graph.literal(1);
  }

  /** The lower bound that a Newton step from r = 0 gives. */
  public Node boundFromZero(Sums atZero) {
    return newton(atZero);
  }

  /**
   * The root; any value where φ(0) ≤ 1.
   *
   * @param sums φ and ψ at a node r that has one element for each group
   * @param lower a lower bound of the root; one that is not a positive number (after overflow) does
   *     not count
   * @param secondLower another one
   * @param upper √(Σ aᵢ), an upper bound
   */
  public Node root(Evaluation sums, Node lower, Node secondLower, Node upper) {
    // Where the bounds overflow, the root may as well be as small as rounding allows.
    Node floor = g.mul(g.literal(doublePrecision ? 1e-20 : 1e-12), upper);
    Node low = larger(g.where(g.greater(lower, g.literal(0)), lower, floor), secondLower);
    Node high = g.named("upper", upper);
    Node r = middle(low, high);
    int iterations = doublePrecision ? DOUBLE_ITERATIONS : SINGLE_ITERATIONS;
    for (int i = 0; i < iterations; i++) {
      Sums at = sums.at(r);
      Node phi = g.named("phi", at.phi());
      Node psi = g.named("psi", at.psi());
      if (i == 0) {
        g.note(
            "The norm of each group after the step is the root of phi(root) = 1,\nfound by %d"
                    .formatted(iterations)
                + " iterations of Newton's method from both sides.",
            phi);
      }
      low = larger(low, g.add(r, newton(at)));
      Node scaled = g.mul(r, psi);
      Node ratio = g.div(g.sub(g.add(scaled, one), phi), scaled);
      Node above = g.min(high, g.div(r, g.sqrt(ratio)));
      high = g.named("upper", g.where(g.greater(ratio, g.literal(0)), above, high));
      r = middle(low, high);
    }
    return r;
  }

  /** Evaluates φ and ψ. */
  @FunctionalInterface
  public interface Evaluation {
    Sums at(Node r);
  }

  private Node newton(Sums at) {
    return g.div(g.mul(at.phi(), g.sub(g.sqrt(at.phi()), one)), at.psi());
  }

  /** A selection instead of a maximum, because NaN is not greater than anything. */
  private Node larger(Node known, Node candidate) {
    return g.named("lower", g.where(g.greater(candidate, known), candidate, known));
  }

  /** √low · √high, whose factors neither overflow nor underflow. */
  private Node middle(Node low, Node high) {
    return g.named("root", g.mul(g.sqrt(low), g.sqrt(high)));
  }
}
