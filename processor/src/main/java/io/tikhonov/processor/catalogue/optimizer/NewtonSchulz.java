package io.tikhonov.processor.catalogue.optimizer;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.model.Ingredient;

/**
 * Steps X ← aX + (bA + cA²)X with A = XXᵀ that bring the singular values of a matrix near 1. For a
 * matrix with more rows than columns they are taken on its transpose, which is the same but for
 * rounding: A is the smaller Gram matrix then.
 */
final class NewtonSchulz {
  private final Graph g;
  private final Ingredient ingredient;
  private final boolean rounds;

  NewtonSchulz(Graph g, Ingredient ingredient) {
    this.g = g;
    this.ingredient = ingredient;
    this.rounds = ingredient.flag("bfloat16");
  }

  Node orthogonalize(Node matrix) {
    Poly rows = matrix.shape().dim(0);
    Poly columns = matrix.shape().dim(1);
    if (rows.isConstant() && columns.isConstant()) {
      return rows.constant() > columns.constant() ? ofTall(matrix) : ofWide(matrix);
    }
    if (!rounds || rows.equals(columns)) {
      return ofWide(matrix);
    }
    // Rounding makes the two differ, and only the sizes of a run tell which one is meant.
    Node tall = g.greater(g.size(rows), g.size(columns));
    return g.where(tall, ofTall(matrix), ofWide(matrix));
  }

  private Node ofTall(Node matrix) {
    return g.swapLastAxes(ofWide(g.swapLastAxes(matrix)));
  }

  private Node ofWide(Node matrix) {
    Node x = rounded(matrix);
    Node norm = rounded(g.sqrt(g.sum(g.square(x))));
    x = rounded(g.div(x, g.max(norm, rounded(g.literal(ingredient.number("epsilon"))))));
    for (int step = 0; step < ingredient.integer("iterations"); step++) {
      Node gram = rounded(g.matmul(x, g.swapLastAxes(x)));
      Node square = g.matmul(gram, gram);
      Node polynomial = rounded(sum("b", gram, "c", square));
      x = rounded(g.add(g.mul(g.literal(ingredient.number("a")), x), g.matmul(polynomial, x)));
    }
    return x;
  }

  private Node sum(String first, Node x, String second, Node y) {
    return g.add(
        g.mul(g.literal(ingredient.number(first)), x),
        g.mul(g.literal(ingredient.number(second)), y));
  }

  private Node rounded(Node x) {
    return rounds ? g.apply(Elementwise.ROUND_BFLOAT16, x) : x;
  }
}
