package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names for values: the user's where there are some, otherwise what the operation does. */
final class Naming {
  private final Graph graph;
  private final NameScope scope;
  private final Map<Node, String> fields = new HashMap<>();
  private final Map<Node, String> scalars = new HashMap<>();

  /**
   * @param scope the names of the generated class that are taken
   */
  Naming(Graph graph, NameScope scope) {
    this.graph = graph;
    this.scope = scope;
  }

  Optional<String> suggestion(Node node) {
    return graph.nameOf(node);
  }

  /** The field that holds the memory at a place. */
  String field(Node node) {
    return fields.computeIfAbsent(node, key -> scope.take(wish(key)));
  }

  /** Fixes the name of a field: parameters and inputs keep the user's. */
  void fix(Node node, String name) {
    fields.put(node, name);
  }

  /** What a value would like to be called. */
  String wish(Node node) {
    if (node.op() instanceof Leaf.Stored stored) {
      String id = NameScope.identifier(stored.id());
      return switch (stored.role()) {
        case GRADIENT -> "gradientOf" + NameScope.capitalized(id);
        case AVERAGE -> id + "Average";
        default -> id;
      };
    }
    return suggestion(node)
        .map(NameScope::identifier)
        .or(() -> byDerivative(node))
        .orElseGet(() -> byOperation(node));
  }

  /** A derivative by a value without a name is called after what computes that value. */
  private Optional<String> byDerivative(Node node) {
    return graph
        .derivativeOf(node)
        .filter(derivative -> !derivative.by().isScalar())
        .map(derivative -> byOperation(derivative.by()) + "Gradient");
  }

  private static String byOperation(Node node) {
    if (node.op() instanceof Elementwise op) {
      return switch (op) {
        case ADD -> "sum";
        case SUB -> "difference";
        case MUL -> node.isScalar() ? "factor" : "product";
        case DIV -> node.isScalar() ? "factor" : "quotient";
        case NEG -> "negative";
        case WHERE -> "selected";
        default -> op.opName();
      };
    }
    return switch (node.op().opName()) {
      case "matmul" -> "product";
      case "sum" -> "total";
      case "max" -> "largest";
      case "min" -> "smallest";
      default -> node.op().opName();
    };
  }

  /** In a kernel the slot of an optimizer is called after the slot, because parameters share it. */
  String placeInKernel(Node location) {
    if (location.op() instanceof Leaf.Stored stored && stored.role() == Leaf.Role.SLOT) {
      String id = stored.id();
      return NameScope.identifier(id.substring(id.lastIndexOf('/') + 1));
    }
    return field(location);
  }

  /** The field or variable of a scalar. Its value may also be in memory, under another name. */
  String scalar(Node node) {
    return node.op() instanceof Leaf
        ? field(node)
        : scalars.computeIfAbsent(node, key -> scope.take(wish(key)));
  }
}
