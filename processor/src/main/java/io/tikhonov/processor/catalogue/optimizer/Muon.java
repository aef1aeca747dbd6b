package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
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
 * Muon: momentum whose singular values are brought near 1 by steps of an odd polynomial of degree
 * 5. The steps use the Gram matrix of the shorter side, rounded as PyTorch rounds. No metric: the
 * direction does not tell the size of the gradient.
 */
@AutoService(Definition.class)
public final class Muon implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Muon";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String momentum = Formulas.number(ingredient, "momentum");
    String share = Formulas.oneMinus(ingredient.number("momentum"));
    String ahead =
        ingredient.flag("nesterov") ? "u = %s·g + %s·m".formatted(share, momentum) : "u = m";
    return ("m ← %s·m + %s·g; %s; X = u/‖u‖₂; %d times: X ← %s·X + (%s·A + %s·A²)·X with A = XXᵀ; d ="
            + " %s·X")
        .formatted(
            momentum,
            share,
            ahead,
            ingredient.integer("iterations"),
            Formulas.number(ingredient, "a"),
            Formulas.number(ingredient, "b"),
            Formulas.number(ingredient, "c"),
            ingredient.flag("matchAdamW") ? "0.2·√max(rows, columns)" : "√max(1, rows/columns)");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "momentum",
        Domain.BELOW_ONE,
        "a",
        Domain.FINITE,
        "b",
        Domain.FINITE,
        "c",
        Domain.FINITE,
        "epsilon",
        Domain.POSITIVE,
        "iterations",
        Domain.POSITIVE_COUNT,
        "weightDecay",
        Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (parameter.shape().rank() == 2) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV514",
            "",
            ("@Optimizer.Muon is for matrices, but %s has the shape %s. Name the matrices with on ="
                    + " {...}, and give the others a rule such as @Optimizer.AdamW.")
                .formatted(parameter.name(), parameter.shape())));
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
    return Optional.empty();
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    double momentum = ingredient.number("momentum");
    Node old = site.slot("momentum", 0);
    Node mean = Expressions.interpolate(g, old, site.gradient(), 1 - momentum);
    site.store(old, mean);
    Node ahead =
        ingredient.flag("nesterov")
            ? Expressions.interpolate(g, site.gradient(), mean, momentum)
            : mean;
    Poly rows = site.parameter().shape().dim(0);
    Poly columns = site.parameter().shape().dim(1);
    Node orthogonal = new NewtonSchulz(g, ingredient).orthogonalize(ahead);
    return new Update(
        g.mul(g.named("scale", scale(g, ingredient, rows, columns)), orthogonal), null);
  }

  private static Node scale(Graph g, Ingredient ingredient, Poly rows, Poly columns) {
    if (ingredient.flag("matchAdamW")) {
      Node longer = g.max(g.size(rows), g.size(columns));
      return g.mul(g.literal(0.2), g.sqrt(longer));
    }
    return g.sqrt(g.max(g.literal(1), g.div(g.size(rows), g.size(columns))));
  }
}
