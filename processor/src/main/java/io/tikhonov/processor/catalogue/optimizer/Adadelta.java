package io.tikhonov.processor.catalogue.optimizer;

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

/**
 * Adadelta: the gradient times the root of an average of squared directions, divided by the root of
 * an average of its squares. ε stands inside both roots.
 */
@AutoService(Definition.class)
public final class Adadelta implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Adadelta";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String old = Formulas.number(ingredient, "rho");
    String share = Formulas.oneMinus(ingredient.number("rho"));
    String epsilon = Formulas.number(ingredient, "epsilon");
    return "E ← %s·E + %s·g²; d = √(D + %s)/√(E + %s)·g; D ← %s·D + %s·d²"
        .formatted(old, share, epsilon, epsilon, old, share);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "rho",
        Domain.BELOW_ONE,
        "epsilon",
        Domain.POSITIVE,
        "weightDecay",
        Domain.NON_NEGATIVE);
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
    return Optional.of(
        "√(E + %s)/√(D + %s)"
            .formatted(
                Formulas.number(ingredient, "epsilon"), Formulas.number(ingredient, "epsilon")));
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    double rho = ingredient.number("rho");
    Node epsilon = g.literal(ingredient.number("epsilon"));
    Node oldSquares = site.slot("squareAverage", 0);
    Node squares = Rules.average(g, rho, oldSquares, g.square(site.gradient()));
    site.store(oldSquares, squares);
    Node oldSteps = site.slot("directionAverage", 0);
    Node preconditioner = g.div(g.sqrt(g.add(oldSteps, epsilon)), g.sqrt(g.add(squares, epsilon)));
    Node direction = g.mul(site.gradient(), preconditioner);
    site.store(oldSteps, Rules.average(g, rho, oldSteps, g.square(direction)));
    return new Update(direction, preconditioner);
  }
}
