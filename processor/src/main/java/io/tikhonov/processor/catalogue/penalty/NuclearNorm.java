package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/**
 * λ times the sum of the singular values of a matrix. The proximal operator lowers the singular
 * values; it has no closed form in a metric that differs between coordinates.
 */
@AutoService(Definition.class)
public final class NuclearNorm implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.NuclearNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda")) + "‖" + parameter + "‖∗";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Matrices.objections(ingredient, parameter, "nuclearNorm");
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(site.literal("lambda"), Penalty.nuclearNorm(g, site.tensor()));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    Graph g = site.graph();
    double lambda = site.ingredient().number("lambda");
    return List.of(
        new ProximalPart(
            Form.SPECTRAL,
            0,
            false,
            (v, s) ->
                g.node(new LibraryOp.SingularValueThreshold(), v, g.mul(g.literal(lambda), s)),
            "U·diag(max(σ − %ss, 0))·Vᵀ of %s = U·diag(σ)·Vᵀ"
                .formatted(Formulas.factor(lambda), site.parameter().name())));
  }
}
