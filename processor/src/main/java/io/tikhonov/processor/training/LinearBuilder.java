package io.tikhonov.processor.training;

import io.tikhonov.processor.analysis.Affine;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Recognises a loss of a linear model: a function of η = Xw + b row by row, where X is an input, w
 * a parameter of rank 1 and b a parameter with one element.
 */
final class LinearBuilder {

  /**
   * What was recognised.
   *
   * @param predictor η
   */
  private record Model(
      Node design,
      TensorDeclaration coefficients,
      Optional<TensorDeclaration> intercept,
      Node predictor) {}

  private final ObjectiveModel model;
  private final Graph graph;
  private final Node loss;
  private final Function<TensorDeclaration, Composition> proximal;

  /**
   * @param loss the smooth part of the sum
   * @param proximal the proximal steps of each parameter
   */
  LinearBuilder(
      ObjectiveModel model, Node loss, Function<TensorDeclaration, Composition> proximal) {
    this.model = model;
    this.proximal = proximal;
    this.graph = model.graph();
    this.loss = loss;
  }

  /**
   * The programs of the linear model.
   *
   * @param terms of the objective, as the program that linearizes reports them
   * @return empty if the loss is none of a linear model
   */
  Optional<SolverPrograms.Linear> build(List<Effect> terms) {
    return find().flatMap(found -> linearize(found, terms));
  }

  private Optional<SolverPrograms.Linear> linearize(Model found, List<Effect> terms) {
    Node eta = graph.stored(Leaf.Role.RESULT, "predictor", found.predictor().shape());
    Node ofPredictor = graph.substitute(loss, Map.of(found.predictor(), eta));
    Affine parameters =
        new Affine(model.parameters().stream().map(TensorDeclaration::leaf).toList());
    if (parameters.dependsOn(ofPredictor)) {
      return Optional.empty();
    }
    Differentiator differentiator = new Differentiator(graph);
    Node slope = differentiator.gradient(ofPredictor, List.of(eta)).get(eta);
    Affine predictor = new Affine(List.of(eta));
    if (!isRowByRow(slope, predictor)) {
      return Optional.empty();
    }
    Node curvature = differentiator.gradient(graph.sum(slope), List.of(eta)).get(eta);
    List<Effect> effects = new ArrayList<>(terms);
    Map<Node, Node> back = Map.of(eta, found.predictor());
    effects.add(new Effect.Gradient(SolverPrograms.SLOPE, graph.substitute(slope, back)));
    effects.add(new Effect.Gradient(SolverPrograms.CURVATURE, graph.substitute(curvature, back)));
    return Optional.of(
        new SolverPrograms.Linear(
            found.design(),
            found.coefficients().name(),
            found.intercept().map(TensorDeclaration::name),
            new Program("linearization", effects),
            new Program("strengths", strengths(found.coefficients())),
            !predictor.dependsOn(curvature)));
  }

  /** What coordinates are penalised with, at the present factors of the penalties. */
  private List<Effect> strengths(TensorDeclaration w) {
    Node oneNorm = graph.literal(0);
    Node squares = graph.literal(0);
    Node norms = graph.literal(0);
    Node groups = null;
    for (Composition.Part part : proximal.apply(w).ordered()) {
      Node strength = part.operator().strength();
      if (strength == null) {
        continue;
      }
      Node scaled = graph.mul(part.factor(), strength);
      switch (part.form()) {
        case SOFT_THRESHOLD -> oneNorm = graph.add(oneNorm, scaled);
        case QUADRATIC -> squares = graph.add(squares, scaled);
        case GROUP_NORM -> {
          // Exact compositions have one partition only.
          norms = graph.add(norms, scaled);
          groups = part.operator().groups();
        }
        default -> {}
      }
    }
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.Gradient(SolverPrograms.ONE_NORM, graph.broadcast(oneNorm, w.shape())));
    effects.add(new Effect.Gradient(SolverPrograms.SQUARES, graph.broadcast(squares, w.shape())));
    if (groups != null) {
      effects.add(new Effect.Gradient(SolverPrograms.GROUP_NUMBERS, groups));
      effects.add(
          new Effect.Gradient(SolverPrograms.GROUP_NORMS, graph.broadcast(norms, w.shape())));
    }
    return effects;
  }

  /** True if each element depends on the element of the predictor at the same place alone. */
  private static boolean isRowByRow(Node node, Affine predictor) {
    if (!predictor.dependsOn(node) || node.inputs().isEmpty()) {
      return true;
    }
    return node.op() instanceof Pointwise
        && node.inputs().stream().allMatch(input -> isRowByRow(input, predictor));
  }

  // Recognition

  private Optional<Model> find() {
    for (Node node : Reach.inOrder(loss)) {
      if (node.op() instanceof MatMul && isDesign(node.input(0))) {
        Optional<TensorDeclaration> w = parameter(node.input(1));
        if (w.isPresent() && w.get().shape().rank() == 1) {
          return Optional.of(withIntercept(node, w.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isDesign(Node node) {
    return node.op() instanceof Leaf.Stored stored
        && stored.role() == Leaf.Role.INPUT
        && node.shape().rank() == 2;
  }

  /** The parameter behind views that only add or remove axes of length 1, or repeat one element. */
  private Optional<TensorDeclaration> parameter(Node node) {
    Node inside = node;
    while (inside.op() instanceof Views.Reshape || inside.op() instanceof Views.Broadcast) {
      inside = inside.input(0);
    }
    Node leaf = inside;
    return model.parameters().stream().filter(p -> p.leaf().equals(leaf)).findFirst();
  }

  /** Follows views of the product to the sum with a parameter of one element, if there is one. */
  private Model withIntercept(Node product, TensorDeclaration w) {
    Node predictor = product;
    for (Node user : Reach.inOrder(loss)) {
      boolean view = user.op() instanceof Views.Reshape && user.input(0).equals(predictor);
      if (view) {
        predictor = user;
      } else if (user.op() == Elementwise.ADD && user.inputs().contains(predictor)) {
        Node other = user.input(user.input(0).equals(predictor) ? 1 : 0);
        Optional<TensorDeclaration> b = parameter(other);
        if (b.isPresent() && b.get().shape().volume().isConstant() && !b.get().equals(w)) {
          return new Model(product.input(0), w, b, user);
        }
      }
    }
    return new Model(product.input(0), w, Optional.empty(), predictor);
  }
}
