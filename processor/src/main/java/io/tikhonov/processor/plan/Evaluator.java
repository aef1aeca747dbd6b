package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expands the element of a node at an index into a scalar expression, down to memory, scalars and
 * values that the surrounding kernel already has.
 */
final class Evaluator {

  /** What the surroundings make of scalars and of memory. */
  interface Context {
    /** The expression of a scalar node, or null if it is to be expanded. */
    Expr scalar(Node node);

    /** The element of memory at an offset. */
    default Expr load(Node memory, Poly offset) {
      return new Expr.Load(memory, offset);
    }
  }

  /** A node at an index. */
  record Site(Node node, List<Poly> index) {}

  private final MemoryMap memory;
  private final Context context;
  private final Map<Site, Expr> done = new HashMap<>();
  private final Map<Site, Expr> definitions = new HashMap<>();
  private final Map<Expr, List<Poly>> indices = new HashMap<>();

  Evaluator(MemoryMap memory, Context context) {
    this.memory = memory;
    this.context = context;
  }

  /** The nodes and indices that were expanded so far. */
  Set<Site> sites() {
    return done.keySet();
  }

  /** The nodes and indices whose defining expressions were made so far. */
  Set<Site> definitions() {
    return definitions.keySet();
  }

  /** The index behind the offset of each load, where memory has the shape that is read. */
  Map<Expr, List<Poly>> indices() {
    return indices;
  }

  /** Names that the graph suggests for the expressions made so far. */
  void suggestNames(Graph graph, Map<Expr, String> names) {
    done.forEach((site, expr) -> suggest(graph, site.node(), expr, names));
    definitions.forEach((site, expr) -> suggest(graph, site.node(), expr, names));
  }

  private static void suggest(Graph graph, Node node, Expr expr, Map<Expr, String> names) {
    if (!(expr instanceof Expr.Load)) {
      graph.nameOf(node).ifPresent(name -> names.merge(expr, name, Evaluator::shorter));
    }
  }

  /** Equal expressions may have several names; the choice must not depend on hash order. */
  static String shorter(String a, String b) {
    int byLength = Integer.compare(a.length(), b.length());
    return byLength < 0 || (byLength == 0 && a.compareTo(b) <= 0) ? a : b;
  }

  /** The element of a node, loaded if the node has memory. */
  Expr value(Node node, List<Poly> index) {
    Site site = new Site(node, index);
    Expr known = done.get(site);
    if (known == null) {
      known = compute(node, index);
      done.put(site, known);
    }
    return known;
  }

  private Expr compute(Node node, List<Poly> index) {
    if (node.op() instanceof Leaf.Literal literal) {
      return new Expr.Constant(literal.value());
    }
    if (node.op() instanceof Leaf.Size size) {
      return new Expr.Size(size.size());
    }
    if (node.isScalar()) {
      Expr scalar = context.scalar(node);
      if (scalar != null) {
        return scalar;
      }
    }
    boolean renamed = node.op() instanceof Views.Reshape reshape && reshape.isSqueeze(node);
    if (memory.has(node) && !(renamed && !memory.isStored(node))) {
      Node base = memory.base(node);
      Expr load = context.load(base, node.shape().offset(index));
      if (base.shape().equals(node.shape())) {
        indices.put(load, index);
      }
      return load;
    }
    return definition(node, index);
  }

  /** The expression that defines the node, whether it has memory or not. */
  Expr definition(Node node, List<Poly> index) {
    Site site = new Site(node, index);
    Expr known = definitions.get(site);
    if (known == null) {
      known = define(node, index);
      definitions.put(site, known);
    }
    return known;
  }

  private Expr define(Node node, List<Poly> index) {
    if (node.op() instanceof Pointwise.Copy || node.op() == Elementwise.STOP_GRADIENT) {
      return value(node.input(0), index);
    }
    if (node.op() instanceof Elementwise op) {
      List<Expr> arguments =
          node.inputs().stream()
              .map(input -> value(input, input.isScalar() ? List.of() : index))
              .toList();
      return new Expr.Apply(op, arguments);
    }
    if (node.op() instanceof Generated.Indicator indicator) {
      return new Expr.Indicator(indicator.condition(node, index).simplified());
    }
    if (node.op() instanceof Generated.Random random) {
      return new Expr.Draw(random, node.shape().offset(index));
    }
    if (node.op() instanceof Views.Reshape reshape && !reshape.isSqueeze(node)) {
      // Its input is in memory in the same order.
      Node base = memory.base(node.input(0));
      return context.load(base, node.shape().offset(index));
    }
    if (node.op() instanceof View view) {
      View.Source source = view.source(node, index);
      Condition condition = source.condition().simplified();
      Expr value = value(node.input(0), source.index());
      return condition.isTrue() ? value : new Expr.Select(condition, value, source.otherwise());
    }
    throw new IllegalStateException("cannot expand " + node.op() + " of shape " + node.shape());
  }
}
