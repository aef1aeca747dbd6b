package io.tikhonov.processor.catalogue.constraint;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.Site;
import java.util.List;

/** How many elements or slices stay: {@code count} of them, or a share of 1 − {@code sparsity}. */
final class Counts {

  private Counts() {}

  /**
   * What is wrong with the attributes.
   *
   * @param all how many there are
   * @param what what is counted
   */
  static List<Objection> objections(Ingredient ingredient, Poly all, String what) {
    int count = ingredient.integer("count");
    boolean counted = count > 0;
    boolean shared = ingredient.number("sparsity") > 0;
    if (counted != shared) {
      return counted && all.isConstant() && count >= all.constant()
          ? List.of(
              new Objection(
                  "TKV113",
                  "count",
                  ("count = %d in @Constrain.%s changes nothing: there are only %s %s. Choose a"
                          + " smaller one, or remove the constraint.")
                      .formatted(count, ingredient.name(), all, what)))
          : List.of();
    }
    String name = "@Constrain." + ingredient.name();
    return List.of(
        counted
            ? new Objection(
                "TKV103",
                "sparsity",
                name + " has both count and sparsity, and only one can hold. Remove one.")
            : new Objection(
                "TKV104",
                "",
                name
                    + " does not say how many stay. Write count = ..., or sparsity = ... for the"
                    + " share of zeros."));
  }

  /** The number, of {@code all}; not rounded for a share. */
  static Node of(Site site, Poly all) {
    Graph g = site.graph();
    int count = site.ingredient().integer("count");
    return count > 0
        ? g.literal(count)
        : g.mul(g.literal(1 - site.ingredient().number("sparsity")), g.size(all));
  }

  /**
   * The number in formulas.
   *
   * @param what what is counted
   */
  static String text(Ingredient ingredient, String what) {
    return ingredient.integer("count") > 0
        ? String.valueOf(ingredient.integer("count"))
        : Formulas.oneMinus(ingredient.number("sparsity")) + "·" + what;
  }
}
