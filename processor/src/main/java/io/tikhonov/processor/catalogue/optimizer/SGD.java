package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gradient descent with heavy-ball momentum: b ← μb + (1 − τ)g, where the first step sets b = g;
 * with Nesterov's look-ahead d = g + μb, else d = b. At a constant gradient b tends to g(1 − τ)/(1
 * − μ), which gives the metric.
 */
@AutoService(Definition.class)
public final class SGD implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.SGD";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double momentum = ingredient.number("momentum");
    if (momentum == 0) {
      return "d = g";
    }
    double dampening = ingredient.number("dampening");
    String share = dampening == 0 ? "g" : Formulas.oneMinus(dampening) + "·g (g in the first step)";
    String direction =
        ingredient.flag("nesterov") ? "d = g + " + Formulas.number(momentum) + "·b" : "d = b";
    return "b ← %s·b + %s; %s".formatted(Formulas.number(momentum), share, direction);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate", Domain.POSITIVE,
        "momentum", Domain.BELOW_ONE,
        "dampening", Domain.UNIT_INTERVAL,
        "weightDecay", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    boolean lacking =
        ingredient.flag("nesterov")
            && (ingredient.number("momentum") == 0 || ingredient.number("dampening") != 0);
    if (!lacking) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV101",
            "nesterov",
            ("nesterov = true in @Optimizer.%s looks ahead along the momentum, so it needs momentum"
                    + " above 0 and dampening = 0. Set momentum = 0.9, or remove nesterov.")
                .formatted(ingredient.name())));
  }

  @Override
  public boolean adaptive() {
    return false;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.COUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    // Without the noise in the last digits of 1 - 0.9.
    return Optional.of(Formulas.rounded(1 / gain(ingredient), 12));
  }

  /** The length of the direction at a constant gradient of length 1. */
  private static double gain(Ingredient ingredient) {
    double momentum = ingredient.number("momentum");
    return momentum == 0 ? 1 : (1 - ingredient.number("dampening")) / (1 - momentum);
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node preconditioner = g.literal(gain(ingredient));
    double momentum = ingredient.number("momentum");
    if (momentum == 0) {
      return new Update(site.gradient(), preconditioner);
    }
    double dampening = ingredient.number("dampening");
    Node old = site.slot("momentum", 0);
    Node share = g.mul(g.literal(1 - dampening), site.gradient());
    Node buffer = g.add(g.mul(g.literal(momentum), old), share);
    if (dampening != 0) {
      Node first = g.apply(Elementwise.EQUAL, site.updates(), g.literal(0));
      buffer = g.where(first, site.gradient(), buffer);
    }
    site.store(old, buffer);
    Node direction =
        ingredient.flag("nesterov")
            ? g.add(site.gradient(), g.mul(g.literal(momentum), buffer))
            : buffer;
    return new Update(direction, preconditioner);
  }
}
