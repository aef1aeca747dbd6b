package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Orthogonality;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** λ Σ ‖W_g·W_gᵀ − I‖² over consecutive groups of rows. */
@AutoService(Definition.class)
public final class GroupOrthogonality implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.GroupOrthogonality";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda"))
        + "Σ_g ‖"
        + parameter
        + "_g·"
        + parameter
        + "_gᵀ − I‖² over "
        + ingredient.integer("groups")
        + " groups of rows";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "groups", Domain.POSITIVE_COUNT);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    List<Objection> noMatrix = Matrices.objections(ingredient, parameter, "groupOrthogonality");
    if (!noMatrix.isEmpty()) {
      return noMatrix;
    }
    int groups = groups(ingredient);
    Poly rows = parameter.shape().dim(0);
    if (rows.divideExactly(Poly.of(groups)).isPresent()) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV211",
            "groups",
            ("groups = %d in @Regularize.GroupOrthogonality: %s has the shape %s, and %d groups do"
                    + " not divide its rows. Declare the dimension as a multiple, such as \"%d*g\".")
                .formatted(groups, parameter.name(), parameter.shape(), groups, groups)));
  }

  private static int groups(Ingredient ingredient) {
    return ingredient.integer("groups");
  }

  private static Poly size(TensorDeclaration parameter, int groups) {
    return parameter.shape().dim(0).divideExactly(Poly.of(groups)).orElseThrow();
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(
        site.literal("lambda"),
        Orthogonality.ofGroups(
            g,
            site.tensor(),
            size(site.parameter(), groups(site.ingredient())),
            groups(site.ingredient())));
  }

  @Override
  public boolean hasKink() {
    return false;
  }

  @Override
  public String whyNotProximal() {
    return "its minimiser has no closed form, so use mode = Mode.COUPLED";
  }
}
