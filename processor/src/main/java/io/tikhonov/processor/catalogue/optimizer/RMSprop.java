package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
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

/**
 * RMSprop: g divided by the root of the average v of g² (centered: of its variance), then
 * heavy-ball momentum μ on the quotient, which multiplies a constant direction by 1/(1 − μ).
 */
@AutoService(Definition.class)
public final class RMSprop implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.RMSprop";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double smoothing = ingredient.number("smoothing");
    double momentum = ingredient.number("momentum");
    String average = "%s ← %s·%s + %s·%s; ";
    String old = Formulas.number(smoothing);
    String share = Formulas.oneMinus(smoothing);
    StringBuilder text = new StringBuilder(average.formatted("v", old, "v", share, "g²"));
    if (ingredient.flag("centered")) {
      text.append(average.formatted("ḡ", old, "ḡ", share, "g"));
    }
    String quotient = "g/(" + root(ingredient) + ")";
    if (momentum == 0) {
      return text.append("d = ").append(quotient).toString();
    }
    String buffer = Formulas.number(momentum) + "·b + ";
    return text.append("b ← ").append(buffer).append(quotient).append("; d = b").toString();
  }

  private static String root(Ingredient ingredient) {
    String square = ingredient.flag("centered") ? "√(v − ḡ²)" : "√v";
    return square + " + " + Formulas.number(ingredient, "epsilon");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate", Domain.POSITIVE,
        "smoothing", Domain.BELOW_ONE,
        "epsilon", Domain.POSITIVE,
        "momentum", Domain.BELOW_ONE,
        "weightDecay", Domain.NON_NEGATIVE);
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.COUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    double momentum = ingredient.number("momentum");
    String root = root(ingredient);
    return Optional.of(momentum == 0 ? root : Formulas.oneMinus(momentum) + "·(" + root + ")");
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Node gradient = site.gradient();
    double smoothing = site.ingredient().number("smoothing");
    Node oldSquare = site.slot("squareAverage", 0);
    Node square =
        g.add(
            g.mul(g.literal(smoothing), oldSquare),
            g.mul(g.literal(1 - smoothing), g.square(gradient)));
    site.store(oldSquare, square);
    Node variance = square;
    if (site.ingredient().flag("centered")) {
      Node oldMean = site.slot("gradientAverage", 0);
      Node mean = Expressions.interpolate(g, oldMean, gradient, 1 - smoothing);
      site.store(oldMean, mean);
      // Rounding can take the variance of a constant gradient below 0.
      variance = g.max(g.sub(square, g.square(mean)), g.literal(0));
    }
    Node epsilon = g.literal(site.ingredient().number("epsilon"));
    Node inverse = g.div(g.literal(1), g.add(g.sqrt(variance), epsilon));
    Node quotient = g.mul(gradient, inverse);
    double momentum = site.ingredient().number("momentum");
    if (momentum == 0) {
      return new Update(quotient, inverse);
    }
    Node oldBuffer = site.slot("momentum", 0);
    Node buffer = g.add(g.mul(g.literal(momentum), oldBuffer), quotient);
    site.store(oldBuffer, buffer);
    return new Update(buffer, g.mul(g.literal(1 / (1 - momentum)), inverse));
  }
}
