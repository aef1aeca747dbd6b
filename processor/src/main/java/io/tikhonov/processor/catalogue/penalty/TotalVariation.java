package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** λ Σ |differences of neighbours| along some axes (anisotropic), along all if none is named. */
@AutoService(Definition.class)
public final class TotalVariation implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.TotalVariation";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    List<Integer> axes = ingredient.integers("axes");
    String along = axes.isEmpty() ? "all axes" : axes.size() == 1 ? "axis " : "axes ";
    List<String> names = axes.stream().map(String::valueOf).toList();
    return "%s‖Δ%s‖₁ along %s%s"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            parameter,
            along,
            String.join(", ", names));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    List<Objection> objections = new ArrayList<>();
    for (int axis : ingredient.integers("axes")) {
      objections.addAll(Axes.objections(ingredient, "axes", axis, parameter));
    }
    return objections;
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    List<Integer> axes =
        site.ingredient().integers("axes").stream()
            .map(axis -> Axes.resolve(axis, site.shape()))
            .distinct()
            .toList();
    Node sum = g.literal(0);
    for (int axis : axes.isEmpty() ? Graph.allAxes(site.tensor()) : axes) {
      Poly length = site.shape().dim(axis).minus(1);
      Node next = g.slice(site.tensor(), axis, Poly.ONE, length);
      Node here = g.slice(site.tensor(), axis, Poly.ZERO, length);
      sum = g.add(sum, g.sum(g.abs(g.sub(next, here))));
    }
    return g.mul(site.literal("lambda"), sum);
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public String whyNotProximal() {
    return "its minimiser joins all neighbours and has no closed form, so use mode = Mode.COUPLED,"
        + " which takes the subgradient with sign(0) = 0";
  }
}
