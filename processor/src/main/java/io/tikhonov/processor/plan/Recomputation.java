package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds values that kernels would compute again and again although storing them is cheaper: those
 * with transcendental functions that are needed in several places, or that are broadcast.
 */
final class Recomputation {
  /** From this cost on (in additions), storing and loading an element beats computing it twice. */
  private static final int WORTH_STORING = 15;

  private final Graph graph;
  private final MemoryMap memory;
  private final List<Step> steps;
  private final Map<Node, Integer> costs = new HashMap<>();

  Recomputation(Graph graph, MemoryMap memory, List<Step> steps) {
    this.graph = graph;
    this.memory = memory;
    this.steps = steps;
  }

  Set<Node> worthStoring() {
    Map<Node, Integer> evaluations = new HashMap<>();
    Set<Node> broadcast = new LinkedHashSet<>();
    for (Step step : steps) {
      if (step instanceof Fusion fusion) {
        for (Set<Evaluator.Site> sites : new KernelBuilder(graph, memory, fusion).sites()) {
          count(fusion, sites, evaluations, broadcast);
        }
      }
    }
    Set<Node> candidates = new HashSet<>(broadcast);
    evaluations.forEach(
        (node, times) -> {
          if (times > 1) {
            candidates.add(node);
          }
        });
    candidates.removeIf(node -> !isExpensive(node));
    return outermost(candidates);
  }

  private void count(
      Fusion fusion,
      Set<Evaluator.Site> sites,
      Map<Node, Integer> evaluations,
      Set<Node> broadcast) {
    for (Evaluator.Site site : sites) {
      Node node = site.node();
      if (node.isScalar() || memory.has(node) || node.op() instanceof Leaf) {
        continue;
      }
      boolean row = fusion.rowAxes() != null && node.shape().equals(fusion.rowShape());
      if (!row) {
        evaluations.merge(node, 1, Integer::sum);
        if (!node.shape().equals(fusion.domain())) {
          broadcast.add(node);
        }
      }
    }
  }

  private boolean isExpensive(Node node) {
    boolean computes =
        node.op() instanceof Elementwise op && op.cost() != Elementwise.Cost.FREE;
    return computes && cost(node) >= WORTH_STORING;
  }

  /** Cost of one element, without what is in memory. */
  private int cost(Node node) {
    Integer known = costs.get(node);
    if (known != null) {
      return known;
    }
    int cost = 0;
    if (node.op() instanceof Elementwise op) {
      cost = op.cost().weight();
    } else if (node.op() instanceof Generated.Random) {
      cost = Elementwise.Cost.TRANSCENDENTAL.weight() / 2;
    }
    for (Node input : node.inputs()) {
      if (!input.isScalar() && !memory.has(input)) {
        cost += cost(input);
      }
    }
    cost = Math.min(cost, 1_000_000);
    costs.put(node, cost);
    return cost;
  }

  /** Candidates of which no user is a candidate: storing these may make the others unnecessary. */
  private Set<Node> outermost(Set<Node> candidates) {
    Set<Node> inner = new HashSet<>();
    for (Node candidate : candidates) {
      List<Node> stack = new ArrayList<>(candidate.inputs());
      Set<Node> seen = new HashSet<>();
      while (!stack.isEmpty()) {
        Node node = stack.remove(stack.size() - 1);
        // What is in memory separates: a user behind it does not expand the candidate.
        if (!memory.has(node) && !MemoryMap.isOpaque(node) && seen.add(node)) {
          inner.add(node);
          stack.addAll(node.inputs());
        }
      }
    }
    Set<Node> outermost = new LinkedHashSet<>(candidates);
    outermost.removeAll(inner);
    return outermost;
  }
}
