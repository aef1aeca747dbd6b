package io.tikhonov.examples.extension;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.Map;
import java.util.Optional;

/** What {@link NormalizedDescent} means; at a constant gradient its metric is ‖g‖₂ + ε. */
@AutoService(Definition.class)
public final class NormalizedDescentDefinition implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.examples.extension.NormalizedDescent";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "d = g/(" + divisor(ingredient) + ")";
  }

  private static String divisor(Ingredient ingredient) {
    return "‖g‖₂ + " + Formulas.number(ingredient, "epsilon");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("learningRate", Domain.POSITIVE, "epsilon", Domain.POSITIVE);
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.NONE;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return Optional.of(divisor(ingredient));
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Node norm = g.norm(site.gradient(), Graph.allAxes(site.gradient()));
    Node epsilon = g.literal(site.ingredient().number("epsilon"));
    Node scale = g.named("scale", g.div(g.literal(1), g.add(norm, epsilon)));
    return new Update(g.mul(scale, site.gradient()), scale);
  }
}
