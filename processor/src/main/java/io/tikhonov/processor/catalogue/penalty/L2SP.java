package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.catalogue.formula.Shrinkage;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** (λ/2)‖w − w₀‖² for a constant w₀ or the running average of w. */
@AutoService(Definition.class)
public final class L2SP implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.L2SP";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s/2·‖%s − %s‖₂²"
        .formatted(Formulas.number(ingredient, "lambda"), parameter, anchor(ingredient, parameter));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(site.literal("lambda"), Penalty.anchor(g, site.tensor(), anchor(site)));
  }

  private static Node anchor(Site site) {
    return site.hasConstant("anchor") ? site.constant("anchor") : site.average();
  }

  private static String anchor(Ingredient ingredient, String parameter) {
    String anchor = ingredient.text("anchor");
    return anchor.isEmpty() ? "averaged(" + parameter + ")" : anchor;
  }

  @Override
  public boolean readsAverage(Ingredient ingredient) {
    return ingredient.text("anchor").isEmpty();
  }

  @Override
  public boolean hasKink() {
    return false;
  }

  @Override
  public List<String> constants() {
    return List.of("anchor");
  }

  @Override
  public PenaltyMode defaultMode(Ingredient ingredient, Shape shape, boolean adaptive) {
    return adaptive ? PenaltyMode.DECOUPLED : PenaltyMode.COUPLED;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    Graph g = site.graph();
    String w = site.parameter().name();
    String anchor = anchor(site.ingredient(), w);
    String step = Formulas.factor(site.ingredient().number("lambda")) + "s";
    return List.of(
        new ProximalPart(
            Form.SEPARABLE,
            0,
            true,
            (v, s) ->
                Shrinkage.towards(
                    g, v, Expressions.scale(g, site.literal("lambda"), s), anchor(site)),
            "%s + (%s − %s)/(1 + %s)".formatted(anchor, w, anchor, step)));
  }
}
