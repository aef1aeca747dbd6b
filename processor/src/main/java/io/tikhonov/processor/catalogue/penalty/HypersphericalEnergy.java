package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
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

/** λ Σ ‖ŵᵢ − ŵⱼ‖^(−s) over i ≠ j for the directions of the slices along the first axis. */
@AutoService(Definition.class)
public final class HypersphericalEnergy implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.HypersphericalEnergy";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%sΣ_{i≠j} %s, ŵᵢ = %s[i, …]/‖%s[i, …]‖₂"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            ingredient.number("power") == 0
                ? "log(1/‖ŵᵢ − ŵⱼ‖)"
                : "‖ŵᵢ − ŵⱼ‖^−" + Formulas.number(ingredient, "power"),
            parameter,
            parameter);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "power", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (parameter.shape().rank() >= 2) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV209",
            "",
            ("HypersphericalEnergy on %s needs directions along the axes after the first, but %s has"
                    + " the shape %s. Use it on a tensor of rank 2 or more.")
                .formatted(parameter.name(), parameter.name(), parameter.shape())));
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(
        site.literal("lambda"),
        Penalty.hypersphericalEnergy(g, site.tensor(), site.ingredient().number("power")));
  }

  @Override
  public boolean hasKink() {
    return false;
  }
}
