package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.SecularEquation;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** ‖wᵢ‖₂ ≤ radius for every slice wᵢ along an axis. */
@AutoService(Definition.class)
public final class MaxNorm implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.MaxNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "‖%s[%s]‖₂ ≤ %s"
        .formatted(
            parameter,
            Axes.slice(ingredient.integer("axis")),
            Formulas.number(ingredient, "radius"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("radius", Domain.POSITIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objections(ingredient, "axis", parameter);
  }

  @Override
  public ProximalPart projection(Site site) {
    String slice =
        site.parameter().name() + "[" + Axes.slice(site.ingredient().integer("axis")) + "]";
    return new ProximalPart(
        Form.BALL,
        Axes.of(site),
        true,
        (v, s) -> project(site, v, s),
        "%s·min(1, %s/‖%s‖₂)"
            .formatted(slice, Formulas.number(site.ingredient(), "radius"), slice));
  }

  private static Node project(Site site, Node v, Node s) {
    Graph g = site.graph();
    Node radius = site.literal("radius");
    List<Integer> inside = Expressions.axesInside(site.shape(), Axes.of(site));
    if (inside.isEmpty()) {
      return Expressions.clamp(g, v, g.neg(radius), radius);
    }
    return s.isScalar()
        ? projectUniformly(g, v, radius, inside)
        : projectInMetric(site, v, s, inside);
  }

  private static Node projectUniformly(Graph g, Node v, Node radius, List<Integer> inside) {
    Node norm = g.norm(v, inside);
    Node factor = g.where(g.greater(norm, radius), g.div(radius, norm), g.literal(1));
    return g.mul(v, g.expand(factor, v.shape(), inside));
  }

  /**
   * Outside the ball the nearest point is vᵢ/(1 + μsᵢ), where the multiplier μ &gt; 0 makes its
   * norm the radius: Σ (vᵢ/(radius·sᵢ))²/(μ + 1/sᵢ)² = 1.
   */
  private static Node projectInMetric(Site site, Node v, Node s, List<Integer> inside) {
    Graph g = site.graph();
    Shape full = v.shape();
    Node one = g.literal(1);
    Node w = g.div(v, site.literal("radius"));
    SecularEquation equation = new SecularEquation(g, site.doublePrecision());
    Node squares = g.sum(g.square(w), inside);
    SecularEquation.Sums atZero =
        new SecularEquation.Sums(squares, g.sum(g.mul(g.square(w), s), inside));
    Node root =
        equation.root(
            mu -> {
              Node inverse = g.div(one, g.add(one, g.mul(g.expand(mu, full, inside), s)));
              Node square = g.square(g.mul(w, inverse));
              return new SecularEquation.Sums(
                  g.sum(square, inside), g.sum(g.mul(square, g.mul(s, inverse)), inside));
            },
            equation.boundFromZero(atZero),
            g.literal(0),
            g.norm(g.div(w, s), inside));
    Node nearest = g.div(v, g.add(one, g.mul(g.expand(root, full, inside), s)));
    return g.where(g.expand(g.greater(squares, one), full, inside), nearest, v);
  }
}
