package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.SecularEquation;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
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

/** λ Σᵢ ‖wᵢ‖₂ over the slices wᵢ along an axis; weighted, each norm times √(size of a slice). */
@AutoService(Definition.class)
public final class GroupLasso implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.GroupLasso";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s%sΣᵢ ‖%s[%s]‖₂"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            ingredient.flag("weighted") ? "√(group size)·" : "",
            parameter,
            Axes.slice(ingredient.integer("axis")));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objections(ingredient, "axis", parameter);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    List<Integer> inside = Expressions.axesInside(site.shape(), Axes.of(site));
    return g.mul(weight(site), g.sum(g.norm(site.tensor(), inside)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    String w = site.parameter().name();
    String slice = w + "[" + Axes.slice(site.ingredient().integer("axis")) + "]";
    return List.of(
        new ProximalPart(
            Form.GROUP_NORM,
            Axes.of(site),
            true,
            (v, s) -> shrink(site, v, s),
            "%s·max(1 − %ss/‖%s‖₂, 0)"
                .formatted(slice, Formulas.factor(site.ingredient().number("lambda")), slice)));
  }

  private static Node weight(Site site) {
    Graph g = site.graph();
    Node lambda = site.literal("lambda");
    return site.ingredient().flag("weighted")
        ? g.mul(lambda, g.sqrt(g.size(Expressions.groupSize(site.shape(), Axes.of(site)))))
        : lambda;
  }

  private static Node shrink(Site site, Node v, Node s) {
    List<Integer> inside = Expressions.axesInside(site.shape(), Axes.of(site));
    Node threshold = Expressions.scale(site.graph(), weight(site), s);
    if (inside.isEmpty()) {
      return Expressions.softThreshold(site.graph(), v, threshold);
    }
    return threshold.isScalar()
        ? shrinkUniformly(site.graph(), v, threshold, inside)
        : shrinkInMetric(site, v, threshold, inside);
  }

  /** v·max(1 − λs/‖v‖, 0). */
  private static Node shrinkUniformly(Graph g, Node v, Node threshold, List<Integer> inside) {
    Node norm = g.norm(v, inside);
    Node kept = g.sub(g.literal(1), g.div(threshold, norm));
    Node factor = g.where(g.greater(norm, threshold), kept, g.literal(0));
    return g.mul(v, g.expand(factor, v.shape(), inside));
  }

  /**
   * With thresholds bᵢ = λsᵢ the minimiser is vᵢ·r/(r + bᵢ), where r is its own norm: the root of Σ
   * vᵢ²/(r + bᵢ)² = 1, and 0 where that sum is at most 1 for r = 0.
   */
  private static Node shrinkInMetric(Site site, Node v, Node thresholds, List<Integer> inside) {
    Graph g = site.graph();
    Shape full = v.shape();
    SecularEquation equation = new SecularEquation(g, site.doublePrecision());
    // Thresholds are 0 where the learning rate is; they must not give 0/0 in the test for 0.
    Node positive = g.max(thresholds, g.literal(site.doublePrecision() ? 1e-300 : 1e-30));
    SecularEquation.Sums atZero = sums(g, v, positive, inside);
    Node squares = g.sum(g.square(v), inside);
    Node norm = g.sqrt(squares);
    Node shift = g.div(g.sum(g.mul(g.square(v), thresholds), inside), squares);
    Node root =
        equation.root(
            r -> sums(g, v, g.add(g.expand(r, full, inside), thresholds), inside),
            equation.boundFromZero(atZero),
            g.sub(norm, shift),
            norm);
    Node r = g.expand(root, full, inside);
    Node shrunk = g.mul(v, g.div(r, g.add(r, thresholds)));
    Node survives = g.expand(g.greater(atZero.phi(), g.literal(1)), full, inside);
    return g.where(survives, shrunk, g.literal(0));
  }

  /** Σ vᵢ²/dᵢ² and Σ vᵢ²/dᵢ³. */
  private static SecularEquation.Sums sums(Graph g, Node v, Node divisor, List<Integer> inside) {
    Node inverse = g.div(g.literal(1), divisor);
    Node square = g.square(g.mul(v, inverse));
    return new SecularEquation.Sums(g.sum(square, inside), g.sum(g.mul(square, inverse), inside));
  }
}
