package io.tikhonov.processor.frontend;

import com.sun.source.tree.Tree;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Suggestions;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated.Random.Distribution;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.vocabulary.DimensionParser;
import io.tikhonov.processor.vocabulary.Session;
import io.tikhonov.processor.vocabulary.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The evaluation of one method in one mode. */
final class EvaluationSession implements Session {

  /** A call on an operand, and how often it came before in this evaluation. */
  record DrawKey(Tree call, Node operand, Shape shape, Distribution law, int occurrence) {}

  /** Comparisons and selections by which piecewise linear operations are differentiated. */
  private static final Set<Elementwise> KINKS =
      Set.of(
          Elementwise.RELU,
          Elementwise.ABS,
          Elementwise.SIGN,
          Elementwise.MAXIMUM,
          Elementwise.MINIMUM,
          Elementwise.GREATER,
          Elementwise.LESS,
          Elementwise.WHERE);

  private final ModelScope model;
  private final InputScope inputs;
  private final MethodReader.Kind kind;
  private final boolean training;
  private final Map<DrawKey, Integer> occurrences = new HashMap<>();
  private final Deque<Tree> calls = new ArrayDeque<>();
  private Deque<Evaluator.Activation> stack = new ArrayDeque<>();

  EvaluationSession(ModelScope model, InputScope inputs, MethodReader.Kind kind, boolean training) {
    this.model = model;
    this.inputs = inputs;
    this.kind = kind;
    this.training = training;
  }

  void attach(Deque<Evaluator.Activation> activations) {
    this.stack = activations;
  }

  /** Runs while a call of the vocabulary is evaluated. */
  Value during(Tree call, Supplier<Value> work) {
    calls.push(call);
    try {
      return work.get();
    } finally {
      calls.pop();
    }
  }

  @Override
  public Graph graph() {
    return model.graph();
  }

  @Override
  public boolean training() {
    return training;
  }

  /**
   * Calls of the same place on the same operand share a draw between the terms of the objective, so
   * that the forward pass is computed once; repeated within one term they are draws of their own.
   */
  @Override
  public Node draw(Distribution distribution, Shape shape, Node operand) {
    Tree call = calls.getFirst();
    DrawKey first = new DrawKey(call, operand, shape, distribution, 0);
    int occurrence = occurrences.merge(first, 1, Integer::sum);
    DrawKey key = new DrawKey(call, operand, shape, distribution, occurrence);
    return model.draws().computeIfAbsent(key, k -> graph().random(distribution, shape));
  }

  @Override
  public void boundLabels(Node labels, Poly bound) {
    inputs.bound(labels, bound);
  }

  @Override
  public Poly dimension(String text, Object at) {
    Poly size;
    try {
      size = DimensionParser.parse(text);
    } catch (IllegalArgumentException e) {
      throw new DiagnosticException(Rule.BAD_DIMENSION, at, e.getMessage());
    }
    Set<String> known = inputs.dimensions();
    for (String name : size.names()) {
      if (!known.contains(name)) {
        throw new DiagnosticException(
            Rule.UNKNOWN_DIMENSION,
            at,
            "%s has no dimension \"%s\".%s Its dimensions are %s."
                .formatted(
                    model.name(),
                    name,
                    Suggestions.didYouMean(name, known),
                    known.stream().sorted().toList()));
      }
    }
    return size;
  }

  @Override
  public RunningStatistics runningStatistics(Shape shape, List<Node> identity) {
    return model.statistics().find(calls.getFirst(), stack, shape, identity);
  }

  @Override
  public void report(Rule rule, Object at, String message) {
    model.reporter().report(rule, at != null ? at : graph().origin().token(), message);
  }

  @Override
  public boolean isPenalty() {
    return kind == MethodReader.Kind.PENALTY;
  }

  @Override
  public void pullsNeighbours(Poly dimension, String what, Object at) {
    if (isPenalty() || kind == MethodReader.Kind.LOSS) {
      Object place = at != null ? at : graph().origin().token();
      model.neighbours().add(new ModelScope.Neighbours(dimension, what, place));
    }
  }

  // Differentiation

  /** A stand-in for the value of a local variable, which no simplification looks through. */
  Node variable(String name, Node value) {
    return model.variable(name, value);
  }

  @Override
  public Node gradient(Node scalar, Node variable) {
    Node y = model.resolved(scalar, variable);
    if (!Walk.reachable(y).contains(variable)) {
      report(
          Rule.ZERO_GRADIENT,
          null,
          "The first argument of gradient does not depend on the second one, so the gradient is 0"
              + " everywhere. Differentiate by what the value is computed from.");
    }
    Node gradient = new Differentiator(graph()).gradient(y, List.of(variable)).get(variable);
    if (isZero(gradient)) {
      requireCurvature(y, variable);
    }
    model.gradients().add(gradient);
    return gradient;
  }

  private static boolean isZero(Node node) {
    return node.op() instanceof Views.Broadcast ? isZero(node.input(0)) : node.isLiteral(0);
  }

  /** The derivative of a derivative is 0 where every operation in between has straight pieces. */
  private void requireCurvature(Node y, Node variable) {
    Set<Node> reachable = Walk.reachable(y);
    boolean nested =
        reachable.contains(variable)
            && reachable.stream().anyMatch(node -> model.gradients().contains(node));
    if (!nested) {
      return;
    }
    String kinks =
        reachable.stream()
            .filter(node -> node.op() instanceof Elementwise op && KINKS.contains(op))
            .filter(node -> Walk.reachable(node).contains(variable))
            .map(node -> node.origin().function())
            .filter(name -> !name.isEmpty() && !name.equals("gradient"))
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    report(
        Rule.NO_CURVATURE,
        null,
        ("This second derivative by %s is 0 almost everywhere, because %s piecewise linear, so the"
                + " term loses it. Use tanh, softplus, gelu or sin, or a weak form that needs first"
                + " derivatives only.")
            .formatted(
                name(variable),
                kinks.isEmpty()
                    ? "what is differentiated is"
                    : kinks + (kinks.contains(" ") ? " are" : " is")));
  }

  private static String name(Node variable) {
    String id = variable.op().opName();
    return id.contains("#") ? id.substring(0, id.indexOf('#')) : id;
  }

  @Override
  public Node averaged(Node value) {
    Node resolved = model.resolved(value);
    Map<Node, Node> replacements = new LinkedHashMap<>();
    for (Node node : Walk.reachable(resolved)) {
      if (node.op() instanceof Leaf.Stored stored && stored.role() == Leaf.Role.PARAMETER) {
        if (!model.hasAverage(stored.id())) {
          throw new DiagnosticException(
              Rule.MISSING_DECLARATION,
              null,
              "averaged(...) uses %s, which has no average. Put @Average.EMA on %s or on the class."
                  .formatted(stored.id(), stored.id()));
        }
        replacements.put(node, graph().stored(Leaf.Role.AVERAGE, stored.id(), stored.shape()));
      }
    }
    return graph().substitute(resolved, replacements);
  }

  @Override
  public void madeBy(Node value, String function) {
    model.makers().put(value, function);
  }

  @Override
  public Optional<String> maker(Node value) {
    return Optional.ofNullable(model.makers().get(value));
  }

  @Override
  public String provenance(Node left, Poly leftDimension, Node right, Poly rightDimension) {
    return model.provenance(left, leftDimension, right, rightDimension);
  }
}
