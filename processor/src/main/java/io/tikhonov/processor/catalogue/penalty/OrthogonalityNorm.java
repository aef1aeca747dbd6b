package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Orthogonality;
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

/** λ‖WᵀW − I‖, not squared. */
@AutoService(Definition.class)
public final class OrthogonalityNorm implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.OrthogonalityNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda"))
        + "‖"
        + parameter
        + "ᵀ"
        + parameter
        + " − I‖";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Matrices.objections(ingredient, parameter, "orthogonalityNorm");
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(
        site.literal("lambda"), Orthogonality.of(g, site.tensor(), Orthogonality.Variant.NORM));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public String whyNotProximal() {
    return "its minimiser has no closed form, so use mode = Mode.COUPLED";
  }
}
