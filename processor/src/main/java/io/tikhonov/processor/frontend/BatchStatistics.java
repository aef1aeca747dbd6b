package io.tikhonov.processor.frontend;

import com.sun.source.tree.Tree;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.vocabulary.Session.RunningStatistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The running statistics of batch normalisations. A call has one pair of them wherever its method
 * is used; in a static helper each call of the helper has its own, as do different gains and
 * shifts. Several operands of one call in a step count one after the other.
 */
final class BatchStatistics {

  /** What makes a batch normalisation the same. */
  private record Key(Tree call, List<Tree> helperCalls, Shape shape, List<Node> identity) {}

  /** One pair of running statistics. */
  private final class Entry implements RunningStatistics {
    private final Node mean;
    private final Node variance;
    private final Token token;
    private final Set<Node> counted = new HashSet<>();
    private Node nextMean;
    private Node nextVariance;

    Entry(String name, Shape shape, Token token) {
      this.token = token;
      this.mean = graph.stored(Leaf.Role.STATE, name + ".mean", shape);
      this.variance = graph.stored(Leaf.Role.STATE, name + ".variance", shape);
      this.nextMean = mean;
      this.nextVariance = variance;
    }

    @Override
    public Node mean() {
      return mean;
    }

    @Override
    public Node variance() {
      return variance;
    }

    @Override
    public void update(Node operand, Node batchMean, Node batchVariance, double momentum) {
      if (counted.add(operand)) {
        nextMean = mix(nextMean, batchMean, momentum);
        nextVariance = mix(nextVariance, batchVariance, momentum);
      }
    }

    private Node mix(Node old, Node fresh, double momentum) {
      Node kept = graph.mul(graph.literal(1 - momentum), old);
      return graph.add(kept, graph.mul(graph.literal(momentum), graph.stopGradient(fresh)));
    }

    List<TensorDeclaration> declarations(UnaryOperator<Node> resolve) {
      return List.of(
          declaration(mean, "ZEROS", resolve.apply(nextMean)),
          declaration(variance, "ONES", resolve.apply(nextVariance)));
    }

    private TensorDeclaration declaration(Node leaf, String init, Node next) {
      String id = leaf.op().opName();
      return new TensorDeclaration(leaf, id, init, 1, "WEIGHT", next, List.of(), token);
    }
  }

  private final Graph graph;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  BatchStatistics(Graph graph) {
    this.graph = graph;
  }

  /**
   * The statistics of a call.
   *
   * @param stack the running methods, the innermost first
   */
  RunningStatistics find(
      Tree call, Deque<Evaluator.Activation> stack, Shape shape, List<Node> identity) {
    List<Tree> helperCalls = new ArrayList<>();
    String method = "";
    for (Evaluator.Activation activation : stack) {
      method = activation.routine().element().getSimpleName().toString();
      if (!activation.isHelper()) {
        break;
      }
      helperCalls.add(activation.callSite());
    }
    Key key = new Key(call, helperCalls, shape, identity);
    Entry known = entries.get(key);
    if (known == null) {
      int number = counts.merge(method, 1, Integer::sum);
      Object place = graph.origin().token();
      known =
          new Entry(
              method + ".batchNorm" + number,
              shape,
              new Token(place, graph.origin().line(), graph.origin().file()));
      entries.put(key, known);
    }
    return known;
  }

  /** The states that the model needs for them. */
  List<TensorDeclaration> declarations(UnaryOperator<Node> resolve) {
    return entries.values().stream()
        .map(entry -> entry.declarations(resolve))
        .flatMap(Collection::stream)
        .toList();
  }
}
