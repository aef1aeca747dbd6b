package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adafactor: the gradient divided by the root of a second moment of rank 1, bounded in its RMS and
 * scaled by the RMS of the parameter. Without first moment d = P·g in every step, and 1/P is the
 * metric.
 */
@AutoService(Definition.class)
public final class Adafactor implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Adafactor";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String epsilon2 = Formulas.number(ingredient, "epsilon2");
    String power = Formulas.number(ingredient, "beta2Decay");
    String moment =
        "b = k^−%s; r ← (1 − b)·r + b·row means of g², c ← the same of columns; v = r·c/mean(r) (rank"
            + " below 2: v ← (1 − b)·v + b·g²); u = g/√v; ";
    return (moment + "d = min(1, 1/(η√k))·max(%s, RMS(%s))·u/max(1, RMS(u)/%s)")
        .formatted(power, epsilon2, parameter, Formulas.number(ingredient, "clipThreshold"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "beta2Decay",
        Domain.NON_NEGATIVE,
        "epsilon1",
        Domain.NON_NEGATIVE,
        "epsilon2",
        Domain.POSITIVE,
        "clipThreshold",
        new Domain("finite and at least 1", x -> Double.isFinite(x) && x >= 1),
        "weightDecay",
        Domain.NON_NEGATIVE);
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.DECOUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return Optional.of("|g/d|");
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node one = g.literal(1);
    Node count = g.add(site.updates(), one);
    Node share = g.named("share", g.pow(count, g.literal(-ingredient.number("beta2Decay"))));
    Node estimate = estimate(site, share);
    double epsilon = epsilon1(site);
    Node inverse = g.div(one, g.sqrt(g.max(estimate, g.literal(epsilon * epsilon))));
    Node update = g.mul(site.gradient(), inverse);

    Node decline = g.min(one, g.div(one, g.mul(site.rate(), g.sqrt(count))));
    Node size = g.max(g.literal(ingredient.number("epsilon2")), rms(g, site.parameter().leaf()));
    Node threshold = g.literal(ingredient.number("clipThreshold"));
    Node excess = g.max(one, g.div(rms(g, update), threshold));
    Node factor = g.named("scale", g.div(g.mul(decline, size), excess));
    return new Update(g.mul(factor, update), g.mul(factor, inverse));
  }

  /** The second moment: of rank 1 for matrices and stacks of them, else in full. */
  private static Node estimate(OptimizerSite site, Node share) {
    Graph g = site.graph();
    Node squares = g.square(site.gradient());
    Shape shape = site.parameter().shape();
    int rank = shape.rank();
    if (rank < 2) {
      Node old = site.slot("secondMoment", 0);
      Node full = g.add(old, g.mul(share, g.sub(squares, old)));
      site.store(old, full);
      return full;
    }
    List<Integer> last = List.of(rank - 1);
    List<Integer> lastButOne = List.of(rank - 2);
    Node rowMeans = g.mean(squares, last);
    Node oldRow = site.slot("rowMoment", rowMeans.shape(), 0);
    Node row = g.add(oldRow, g.mul(share, g.sub(rowMeans, oldRow)));
    site.store(oldRow, row);
    Node columnMeans = g.mean(squares, lastButOne);
    Node oldColumn = site.slot("columnMoment", columnMeans.shape(), 0);
    Node column = g.add(oldColumn, g.mul(share, g.sub(columnMeans, oldColumn)));
    site.store(oldColumn, column);
    Node mean = g.max(g.mean(row, lastButOne), g.literal(epsilon1(site)));
    Node relative = g.div(row, g.expand(mean, row.shape(), lastButOne));
    return g.mul(g.expand(relative, shape, last), g.expand(column, shape, lastButOne));
  }

  private static double epsilon1(OptimizerSite site) {
    double declared = site.ingredient().number("epsilon1");
    if (declared > 0) {
      return declared;
    }
    return site.doublePrecision() ? Math.ulp(1.0) : Math.ulp(1f);
  }

  private static Node rms(Graph g, Node x) {
    return g.sqrt(g.mean(g.square(x)));
  }
}
