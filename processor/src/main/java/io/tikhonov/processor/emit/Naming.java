package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Composite;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names for values: the user's where there are some, otherwise what the operation does. */
final class Naming {
  /** Functions whose results have names of their own, such as {@code sum} for {@code plus}. */
  private static final Set<String> ARITHMETIC =
      Set.of(
          "plus",
          "minus",
          "times",
          "div",
          "negate",
          "matmul",
          "transpose",
          "reshape",
          "broadcast",
          "sum",
          "gradient",
          "iterate",
          "keepDims",
          "averaged",
          "adjoint");

  private static final Pattern CALL = Pattern.compile("([a-z]\\w*)\\(.*");

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

  /** What a reader should know of the code that computes a value. */
  Optional<String> note(Node node) {
    return graph.noteOf(node);
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
        .or(() -> byCall(node))
        .or(() -> byDerivative(node))
        .orElseGet(() -> byOperation(node));
  }

  /** The result of a call is called after the function; a part of it, too. */
  private Optional<String> byCall(Node node) {
    Optional<String> function = graph.compositeOf(node).map(Composite::function);
    if (function.isPresent()) {
      return function.filter(name -> !ARITHMETIC.contains(name)).map(NameScope::identifier);
    }
    boolean reduced = node.op() instanceof Reduce && graph.derivativeOf(node).isEmpty();
    Matcher call = CALL.matcher(node.origin().text());
    return reduced && call.matches() && !ARITHMETIC.contains(call.group(1))
        ? Optional.of(call.group(1) + NameScope.capitalized(byOperation(node)))
        : Optional.empty();
  }

  /** A derivative by a value without a name is called after what computes that value. */
  private Optional<String> byDerivative(Node node) {
    return graph.derivativeOf(node).map(derivative -> wish(moved(derivative.by())) + "Gradient");
  }

  /** The value behind views that only arrange its elements. */
  private static Node moved(Node node) {
    Node moved = node;
    while (moved.op() instanceof Views.Reshape
        || moved.op() instanceof Views.Transpose
        || moved.op() instanceof Views.Broadcast) {
      moved = moved.input(0);
    }
    return moved;
  }

  private String byOperation(Node node) {
    if (node.op() instanceof Elementwise op) {
      return switch (op) {
        case ADD -> "sum";
        case SUB -> "difference";
        case MUL -> node.isScalar() ? scaled(node) : "product";
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

  /** A number times a value with a name is called after that. */
  private String scaled(Node product) {
    Node value = product.input(product.input(0).op() instanceof Leaf.Literal ? 1 : 0);
    return graph.nameOf(value).map(name -> "scaled" + NameScope.capitalized(name)).orElse("factor");
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
