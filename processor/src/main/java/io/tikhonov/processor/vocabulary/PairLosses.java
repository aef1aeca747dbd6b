package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.List;

/** Losses of embeddings: vectors along the last axis that are compared with each other. */
final class PairLosses {
  /** Added to squared norms under the root of a cosine, as PyTorch's. */
  private static final double COSINE_EPSILON = 1e-12;

  /** Added to the differences of a distance, as PyTorch's. */
  private static final double DISTANCE_EPSILON = 1e-6;

  /** Squared norm from which on a vector has a direction. */
  private static final double SMALLEST_SQUARE = 1e-24;

  /** A score below all others. */
  private static final double EXCLUDED = -1e30;

  private PairLosses() {}

  static void register(Registry losses) {
    losses.tensor("cosineDistance", PairLosses::cosineDistance);
    losses.tensor("cosineEmbedding", PairLosses::cosineEmbedding);
    losses.tensor("tripletMargin", call -> triplet(call, false));
    losses.tensor("tripletMarginWithSwap", call -> triplet(call, true));
    losses.tensor("infoNce", PairLosses::infoNce);
    losses.tensor("ntXent", PairLosses::ntXent);
  }

  /** Fails unless the arguments are vectors along the last axis with a common shape. */
  private static List<Integer> vectors(Call call, int count) {
    Shapes.meet(call, 0, count);
    int rank = call.node(0).shape().rank();
    if (rank == 0) {
      throw call.problem(
          Rule.WRONG_RANK,
          0,
          "%s needs vectors along the last axis, but %s is a scalar."
              .formatted(call.name(), call.source(0)));
    }
    return List.of(rank - 1);
  }

  /** ⟨a, b⟩/√((‖a‖² + ε)(‖b‖² + ε)). */
  private static Node cosine(Graph g, Node a, Node b, List<Integer> last) {
    Node epsilon = g.literal(COSINE_EPSILON);
    Node left = g.add(g.sum(g.square(a), last), epsilon);
    Node right = g.add(g.sum(g.square(b), last), epsilon);
    return g.div(g.sum(g.mul(a, b), last), g.sqrt(g.mul(left, right)));
  }

  private static Node cosineDistance(Call call) {
    Graph g = call.graph();
    List<Integer> last = vectors(call, 2);
    return g.mean(g.sub(g.literal(1), cosine(g, call.node(0), call.node(1), last)));
  }

  /** 1 − cos for the sign 1, max(0, cos − m) for −1. */
  private static Node cosineEmbedding(Call call) {
    if (call.count() > 3) {
      call.require(3, Domain.FINITE, "margin");
    }
    Graph g = call.graph();
    Node cosine = cosine(g, call.node(0), call.node(1), vectors(call, 2));
    Node signs = call.node(2);
    if (!signs.shape().equals(cosine.shape())) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          2,
          "%s: the signs %s are %s, but there is one cosine for each of %s."
              .formatted(
                  call.name(),
                  call.source(2),
                  Shapes.describe(signs.shape()),
                  Shapes.describe(cosine.shape())));
    }
    Node margin = call.count() > 3 ? call.node(3) : g.literal(0);
    Node apart = g.apply(Elementwise.RELU, g.sub(cosine, margin));
    return g.mean(g.where(g.greater(signs, g.literal(0)), g.sub(g.literal(1), cosine), apart));
  }

  /** ‖a − b + ε‖₂. */
  private static Node distance(Graph g, Node a, Node b, List<Integer> last) {
    return g.norm(g.add(g.sub(a, b), g.literal(DISTANCE_EPSILON)), last);
  }

  /** max(0, d(a, p) − d(a, n) + m). */
  private static Node triplet(Call call, boolean swap) {
    call.require(3, Domain.NON_NEGATIVE, "margin");
    Graph g = call.graph();
    List<Integer> last = vectors(call, 3);
    Node near = distance(g, call.node(0), call.node(1), last);
    Node far = distance(g, call.node(0), call.node(2), last);
    if (swap) {
      far = g.min(far, distance(g, call.node(1), call.node(2), last));
    }
    return g.mean(g.apply(Elementwise.RELU, g.add(g.sub(near, far), call.node(3))));
  }

  /** Rows of length 1; a row that is 0 stays 0. */
  private static Node directions(Call call, int i) {
    Graph g = call.graph();
    Node x = Shapes.rank(call, i, 2, "a matrix with one embedding in each row");
    Node squares = g.sum(g.square(x), List.of(1));
    Node smallest = g.literal(SMALLEST_SQUARE);
    Node norm = g.sqrt(g.where(g.greater(squares, smallest), squares, smallest));
    return g.div(x, g.expand(norm, x.shape(), List.of(1)));
  }

  private static void requirePairs(Call call) {
    call.require(2, Domain.POSITIVE, "temperature");
    Shape a = Shapes.rank(call, 0, 2, "a matrix with one embedding in each row").shape();
    Shape b = Shapes.rank(call, 1, 2, "a matrix with one embedding in each row").shape();
    Shapes.same(call, 0, a.dim(0), 1, b.dim(0));
    Shapes.same(call, 0, a.dim(1), 1, b.dim(1));
  }

  /** Cross entropy of the pairs: logits ⟨uᵢ, vⱼ⟩/τ, label i in row i. */
  private static Node infoNce(Call call) {
    requirePairs(call);
    Graph g = call.graph();
    Node product = g.matmul(directions(call, 0), g.swapLastAxes(directions(call, 1)));
    Node logits = g.div(product, call.node(2));
    Node own = g.node(new Views.Diagonal(), logits);
    return g.mean(g.sub(Reductions.logSumExp(g, logits, List.of(1)), own));
  }

  /** The same among all 2n rows, each without itself. */
  private static Node ntXent(Call call) {
    requirePairs(call);
    Graph g = call.graph();
    Node u = directions(call, 0);
    Node v = directions(call, 1);
    Node all = Structure.concat(g, List.of(u, v), 0);
    Node scores = g.div(g.matmul(all, g.swapLastAxes(all)), call.node(2));
    Node logits = g.where(g.eye(scores.shape()), g.literal(EXCLUDED), scores);
    Node own = g.div(g.sum(g.mul(u, v), List.of(1)), call.node(2));
    return g.sub(g.mean(Reductions.logSumExp(g, logits, List.of(1))), g.mean(own));
  }
}
