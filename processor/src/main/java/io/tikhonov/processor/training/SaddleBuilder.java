package io.tikhonov.processor.training;

import io.tikhonov.processor.analysis.Affine;
import io.tikhonov.processor.analysis.OperatorNorm;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Builds the programs of a primal-dual method from the parts of the sum. With τ the length of a
 * step of the parameters, σ that of the dual variables and θ the extrapolation, one iteration is
 *
 * <pre>
 * p  ← the nearest point with norms at most c to p + σ(Kx̄ + a)
 * x' = prox of τ(f + g) at x − τKᵀp, or prox of τg at x − τ(∇f(x) + Kᵀp)
 * x̄  ← x' + θ(x' − x);  x ← x'
 * </pre>
 */
final class SaddleBuilder {

  /** An image Kx + a with its dual variable. */
  private record Dual(Node image, Node variable) {}

  private final ObjectiveModel model;
  private final Graph graph;
  private final Affine affine;
  private final List<Norms.Norm> norms;
  private final Map<TensorDeclaration, Node> gradients;
  private final Node finitePart;
  private final Map<String, ParameterUpdate> updates;
  private final Map<Norms.Norm, List<Dual>> duals = new LinkedHashMap<>();
  private final List<TrainingPrograms.Slot> slots = new ArrayList<>();
  private final Map<TensorDeclaration, Node> slopes = new LinkedHashMap<>();
  private final Node tau;
  private final Node sigma;
  private final Node theta;

  /**
   * @param gradients of the smooth part f
   * @param finitePart the value of f and of the penalties in g
   * @param norms what is added to f and g
   * @param updates which know g of each parameter
   */
  SaddleBuilder(
      ObjectiveModel model,
      Affine affine,
      Map<TensorDeclaration, Node> gradients,
      Node finitePart,
      List<Norms.Norm> norms,
      Map<String, ParameterUpdate> updates) {
    this.model = model;
    this.graph = model.graph();
    this.affine = affine;
    this.norms = norms;
    this.gradients = gradients;
    this.finitePart = finitePart;
    this.updates = updates;
    this.tau = graph.scalar(TrainingPrograms.STEP_LENGTH);
    this.sigma = graph.scalar(TrainingPrograms.DUAL_STEP);
    this.theta = graph.scalar(TrainingPrograms.EXTRAPOLATION);
  }

  /**
   * Memory of the dual variables and of the extrapolated parameters, known after {@link #build}.
   */
  List<TrainingPrograms.Slot> slots() {
    return List.copyOf(slots);
  }

  SolverPrograms.Saddle build() {
    int number = 0;
    for (Norms.Norm norm : norms) {
      List<Dual> variables = new ArrayList<>();
      for (Node image : norm.images()) {
        variables.add(new Dual(image, slot("dual/p" + ++number, image.shape())));
      }
      duals.put(norm, variables);
    }
    boolean exact = findSlopes();
    Optional<Node> curvature = exact ? curvature() : Optional.empty();
    return new SolverPrograms.Saddle(
        new Program("iteration", iteration(exact)),
        new Program("normal", normal()),
        curvature.map(c -> new Program("dual", List.of(dualValue()))),
        curvature,
        exact,
        squaredNorm());
  }

  private OptionalDouble squaredNorm() {
    List<Node> leaves = gradients.keySet().stream().map(TensorDeclaration::leaf).toList();
    return new OperatorNorm(leaves)
        .squared(norms.stream().flatMap(norm -> norm.images().stream()).toList());
  }

  private Node slot(String name, Shape shape) {
    Node leaf = graph.stored(Leaf.Role.SLOT, name, shape);
    slots.add(new TrainingPrograms.Slot(leaf, name, 0, null));
    return leaf;
  }

  /** The d in ∇f = d∘x + c for each parameter; false if f is not of this form. */
  private boolean findSlopes() {
    for (Map.Entry<TensorDeclaration, Node> entry : gradients.entrySet()) {
      Optional<Node> slope = affine.slope(graph, entry.getValue(), entry.getKey().leaf());
      boolean usable =
          slope.isPresent()
              && (slope.get().isScalar() || updates.get(entry.getKey().name()).isDiagonal());
      if (!usable) {
        return false;
      }
      slopes.put(entry.getKey(), slope.get());
    }
    return true;
  }

  /** The same positive number d for all parameters, so that f is strongly convex. */
  private Optional<Node> curvature() {
    List<Node> distinct = slopes.values().stream().distinct().toList();
    return distinct.size() == 1 && isPositive(distinct.get(0))
        ? Optional.of(distinct.get(0))
        : Optional.empty();
  }

  private static boolean isPositive(Node scalar) {
    if (scalar.op() instanceof Leaf.Literal literal) {
      return literal.value() > 0;
    } else if (scalar.op() instanceof Leaf.Size) {
      return true;
    } else if (scalar.op() instanceof Leaf.Stored stored) {
      // The solver looks at the value and does without the dual problem where it is 0.
      return TrainingPrograms.isFactor(stored.id());
    }
    boolean keeps =
        scalar.op() == Elementwise.MUL
            || scalar.op() == Elementwise.DIV
            || scalar.op() == Elementwise.ADD;
    return keeps && scalar.inputs().stream().allMatch(SaddleBuilder::isPositive);
  }

  // The iteration

  private List<Effect> iteration(boolean exact) {
    Map<Node, Node> extrapolated = new LinkedHashMap<>();
    for (TensorDeclaration parameter : model.parameters()) {
      Node leaf = slot(parameter.name() + "/extrapolated", parameter.shape());
      extrapolated.put(parameter.leaf(), leaf);
    }
    List<Effect> effects = new ArrayList<>();
    Map<Node, Node> stepped = new LinkedHashMap<>();
    duals.forEach(
        (norm, variables) -> {
          List<Node> points = new ArrayList<>();
          for (Dual dual : variables) {
            Node image = graph.substitute(dual.image(), extrapolated);
            points.add(graph.add(dual.variable(), graph.mul(sigma, image)));
          }
          List<Node> inside = nearest(norm, points);
          for (int i = 0; i < inside.size(); i++) {
            stepped.put(variables.get(i).variable(), inside.get(i));
          }
        });
    stepped.forEach((variable, value) -> effects.add(new Effect.Store(variable, value)));
    Map<Node, Node> adjoint = adjoint(stepped);
    for (TensorDeclaration parameter : model.parameters()) {
      Node x = parameter.leaf();
      Node next = stepOf(parameter, adjoint.get(x), exact);
      effects.add(new Effect.Store(x, next));
      Node beyond = graph.add(next, graph.mul(theta, graph.sub(next, x)));
      effects.add(new Effect.Store(extrapolated.get(x), beyond));
    }
    return effects;
  }

  /** The nearest points whose norms are at most c. */
  private List<Node> nearest(Norms.Norm norm, List<Node> points) {
    Node c = norm.factor();
    if (points.size() == 1 && norm.axes().isEmpty()) {
      Node p = points.get(0);
      return List.of(graph.max(graph.min(p, c), graph.neg(c)));
    }
    Node squares = graph.literal(0);
    for (Node point : points) {
      squares = graph.add(squares, graph.square(point));
    }
    Node length = graph.sqrt(norm.axes().isEmpty() ? squares : graph.sum(squares, norm.axes()));
    Node shrink = graph.where(graph.greater(length, c), graph.div(c, length), graph.literal(1));
    Node factor =
        norm.axes().isEmpty() ? shrink : graph.expand(shrink, points.get(0).shape(), norm.axes());
    return points.stream().map(p -> graph.mul(p, factor)).toList();
  }

  /** Kᵀp: the gradient of ⟨Kx, p⟩ by each parameter. */
  private Map<Node, Node> adjoint(Map<Node, Node> values) {
    Node product = graph.literal(0);
    for (List<Dual> variables : duals.values()) {
      for (Dual dual : variables) {
        // A leaf, so that nothing flows back through the new value.
        product = graph.add(product, graph.sum(graph.mul(dual.variable(), dual.image())));
      }
    }
    List<Node> leaves = model.parameters().stream().map(TensorDeclaration::leaf).toList();
    Map<Node, Node> gradients = new LinkedHashMap<>();
    new Differentiator(graph)
        .gradient(product, leaves)
        .forEach((leaf, value) -> gradients.put(leaf, graph.substitute(value, values)));
    return gradients;
  }

  private Node stepOf(TensorDeclaration parameter, Node adjoint, boolean exact) {
    Node x = parameter.leaf();
    Node gradient = gradients.get(parameter);
    Composition composition;
    Node point;
    if (exact) {
      Node forward = graph.sub(x, graph.mul(tau, adjoint));
      Node slope = slopes.get(parameter);
      Node scale = graph.div(graph.literal(1), graph.add(graph.literal(1), graph.mul(tau, slope)));
      Node there = graph.substitute(gradient, Map.of(x, forward));
      point = graph.sub(forward, graph.mul(graph.mul(tau, scale), there));
      composition = updates.get(parameter.name()).compose(scale);
    } else {
      point = graph.sub(x, graph.mul(tau, graph.add(gradient, adjoint)));
      composition = updates.get(parameter.name()).compose(graph.literal(1));
    }
    return composition.apply(point, tau);
  }

  // The operator

  private Map<Node, Node> zeros() {
    Map<Node, Node> zeros = new LinkedHashMap<>();
    for (TensorDeclaration parameter : model.parameters()) {
      zeros.put(parameter.leaf(), graph.broadcast(graph.literal(0), parameter.shape()));
    }
    return zeros;
  }

  /** KᵀKx. */
  private List<Effect> normal() {
    Map<Node, Node> zero = zeros();
    Map<Node, Node> images = new LinkedHashMap<>();
    for (List<Dual> variables : duals.values()) {
      for (Dual dual : variables) {
        Node image = dual.image();
        Node linear =
            affine.isLinear(image) ? image : graph.sub(image, graph.substitute(image, zero));
        images.put(dual.variable(), linear);
      }
    }
    Map<Node, Node> products = adjoint(images);
    List<Effect> effects = new ArrayList<>();
    for (TensorDeclaration parameter : model.parameters()) {
      effects.add(new Effect.Gradient(parameter.name(), products.get(parameter.leaf())));
    }
    return effects;
  }

  /**
   * min over x of f(x) + g(x) + ⟨Kx + a, p⟩: at its minimiser x = prox of g/d at −(Kᵀp + ∇f(0))/d,
   * where f has the curvature d.
   */
  private Effect dualValue() {
    Map<Node, Node> adjoint = adjoint(Map.of());
    Map<Node, Node> zero = zeros();
    Map<Node, Node> minimiser = new LinkedHashMap<>();
    for (TensorDeclaration parameter : model.parameters()) {
      Node slope = slopes.get(parameter);
      Node offset = graph.substitute(gradients.get(parameter), zero);
      Node point = graph.neg(graph.div(graph.add(adjoint.get(parameter.leaf()), offset), slope));
      Composition composition =
          updates.get(parameter.name()).compose(graph.div(graph.literal(1), slope));
      minimiser.put(parameter.leaf(), composition.apply(point, graph.literal(1)));
    }
    Node value = finitePart;
    for (List<Dual> variables : duals.values()) {
      for (Dual dual : variables) {
        value = graph.add(value, graph.sum(graph.mul(dual.variable(), dual.image())));
      }
    }
    return new Effect.Report(SolverPrograms.DUAL_VALUE, graph.substitute(value, minimiser));
  }
}
