package io.tikhonov.processor.frontend;

import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all evaluations of one model share. */
final class ModelScope {
  private final String name;
  private final Graph graph;
  private final Reporter reporter;
  private final Map<EvaluationSession.DrawKey, Node> draws = new HashMap<>();
  private final BatchStatistics statistics;
  private final Map<Node, String> makers = new HashMap<>();
  private final List<Neighbours> neighbours = new ArrayList<>();
  private final Set<Node> gradients = new HashSet<>();
  private final Map<String, Long> lines = new LinkedHashMap<>();
  private final Map<String, Leaf.Stored> parameters = new LinkedHashMap<>();
  private final Set<String> averaged;

  /** Local variables that are differentiated by: stand-ins and what they stand for. */
  private final Map<Node, Node> variables = new LinkedHashMap<>();

  /**
   * @param averaged the parameters that have an average
   */
  ModelScope(String name, Graph graph, Reporter reporter, Set<String> averaged) {
    this.name = name;
    this.graph = graph;
    this.reporter = reporter;
    this.averaged = Set.copyOf(averaged);
    this.statistics = new BatchStatistics(graph);
  }

  String name() {
    return name;
  }

  Graph graph() {
    return graph;
  }

  Reporter reporter() {
    return reporter;
  }

  Map<EvaluationSession.DrawKey, Node> draws() {
    return draws;
  }

  /** The functions that made some values. */
  Map<Node, String> makers() {
    return makers;
  }

  /** What calls of gradient gave. */
  Set<Node> gradients() {
    return gradients;
  }

  /** Neighbours along a dimension that a term pulls together. */
  record Neighbours(Poly dimension, String what, Object at) {}

  /** What terms do with neighbours. */
  List<Neighbours> neighbours() {
    return neighbours;
  }

  BatchStatistics statistics() {
    return statistics;
  }

  /** Notes the line on which a tensor or an input is declared, for messages. */
  void declaredAt(String tensor, long line) {
    lines.putIfAbsent(tensor, line);
  }

  boolean hasAverage(String parameter) {
    return averaged.contains(parameter);
  }

  /** A stand-in for the value of a local variable, which no simplification looks through. */
  Node variable(String variable, Node value) {
    String id = variable + "#" + (variables.size() + 1);
    Node standIn = graph.stored(Leaf.Role.INPUT, id, value.shape());
    variables.put(standIn, value);
    return standIn;
  }

  /** The value with every stand-in replaced. */
  Node resolved(Node value) {
    return resolved(value, null);
  }

  /**
   * The value with every stand-in replaced but one.
   *
   * @param kept the stand-in that stays, or null
   */
  Node resolved(Node value, Node kept) {
    Map<Node, Node> replacements = new LinkedHashMap<>();
    // What a stand-in stands for can only contain older ones, so one pass in order is enough.
    variables.forEach(
        (standIn, definition) -> {
          if (!standIn.equals(kept)) {
            replacements.put(standIn, graph.substitute(definition, replacements));
          }
        });
    return replacements.isEmpty() ? value : graph.substitute(value, replacements);
  }

  /** Where two dimensions that do not fit come from, and how to make them fit. */
  String provenance(Node left, Poly leftDimension, Node right, Poly rightDimension) {
    StringBuilder text = new StringBuilder();
    Optional<String> first = source(left, leftDimension);
    Optional<String> second = source(right, rightDimension);
    if (first.isPresent() && second.isPresent()) {
      text.append(
          " %s comes from %s, %s from %s."
              .formatted(leftDimension, first.get(), rightDimension, second.get()));
    }
    boolean names = !leftDimension.isConstant() && !rightDimension.isConstant();
    bridge(right, leftDimension, rightDimension)
        .ifPresentOrElse(
            tensor ->
                text.append(
                    " Multiply by %s %s first, or use one name if they are equal."
                        .formatted(tensor.id(), tensor.shape())),
            () -> text.append(names ? " Use one name if they are equal." : ""));
    return text.toString();
  }

  /** The declared tensor or input that brought a dimension into an expression. */
  private Optional<String> source(Node node, Poly dimension) {
    return Walk.reachable(node).stream()
        .filter(n -> n.op() instanceof Leaf.Stored && n.shape().dims().contains(dimension))
        .min(Comparator.comparingInt(Node::id))
        .map(n -> n.op().opName())
        .map(id -> lines.containsKey(id) ? "%s (line %d)".formatted(id, lines.get(id)) : id);
  }

  /** A parameter by which the left factor could be multiplied to meet the right one. */
  private Optional<Leaf.Stored> bridge(Node right, Poly from, Poly to) {
    boolean isMatrix = right.shape().rank() == 2 && right.shape().dim(0).equals(to);
    return isMatrix
        ? parameters.values().stream().filter(p -> p.shape().equals(Shape.of(from, to))).findFirst()
        : Optional.empty();
  }

  /** Notes a parameter that messages may propose. */
  void parameter(Leaf.Stored parameter) {
    parameters.put(parameter.id(), parameter);
  }
}
