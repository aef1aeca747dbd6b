package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.catalogue.formula.Shrinkage;
import io.tikhonov.processor.ir.Graph;
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
 * λ times the largest singular value of a matrix. Its proximal operator cuts the largest singular
 * values to one level.
 */
@AutoService(Definition.class)
public final class SpectralNorm implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.SpectralNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda")) + "σ₁(" + parameter + ")";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Matrices.objections(ingredient, parameter, "spectralNorm");
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(site.literal("lambda"), Penalty.spectralNorm(g, site.tensor()));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    Graph g = site.graph();
    return List.of(
        new ProximalPart(
            Form.SPECTRAL,
            0,
            false,
            (v, s) -> Shrinkage.spectralNorm(g, v, g.mul(site.literal("lambda"), s)),
            "U·diag(min(σ, τ))·Vᵀ of %s = U·diag(σ)·Vᵀ with Σ max(σ − τ, 0) = %ss"
                .formatted(
                    site.parameter().name(), Formulas.factor(site.ingredient().number("lambda")))));
  }
}
