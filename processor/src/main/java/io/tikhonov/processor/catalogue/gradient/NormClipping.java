package io.tikhonov.processor.catalogue.gradient;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Formulas;

/** The factor min(1, c/(‖g‖ + 1e-6)), as {@code clip_grad_norm_} of PyTorch has it. */
final class NormClipping {
  private static final double OFFSET = 1e-6;

  private NormClipping() {}

  static Node factor(Graph g, Node squares, Ingredient ingredient) {
    Node norm = g.add(g.sqrt(squares), g.literal(OFFSET));
    return g.min(g.div(g.literal(ingredient.number("maxNorm")), norm), g.literal(1));
  }

  static String formula(Ingredient ingredient, String norm) {
    return "g ← g·min(1, %s/(%s + %s))"
        .formatted(Formulas.number(ingredient, "maxNorm"), norm, Formulas.number(OFFSET));
  }
}
