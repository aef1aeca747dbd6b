package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

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

  /**
   * Users have larger ids than what they use, so they are decided first: a value behind one that
   * will be stored is computed once, for that one, and counts only where others reach it as well.
   */
  Set<Node> worthStoring() {
    NavigableMap<Node, Set<Expansion>> reached =
        new TreeMap<>(Comparator.comparingInt(Node::id).reversed());
    for (Step step : steps) {
      if (step instanceof Fusion fusion) {
        for (Expansion expansion : new KernelBuilder(graph, memory, fusion).expansions()) {
          expansion.roots().forEach(root -> reach(root, expansion, reached));
        }
      }
    }
    Set<Node> stored = new LinkedHashSet<>();
    while (!reached.isEmpty()) {
      Map.Entry<Node, Set<Expansion>> next = reached.pollFirstEntry();
      Node node = next.getKey();
      if (isRepeated(node, next.getValue()) && isExpensive(node)) {
        stored.add(node);
        continue;
      }
      for (Expansion expansion : next.getValue()) {
        if (expansion.expands(node)) {
          node.inputs().forEach(input -> reach(input, expansion, reached));
        }
      }
    }
    return stored;
  }

  private static void reach(Node node, Expansion expansion, Map<Node, Set<Expansion>> reached) {
    reached.computeIfAbsent(node, key -> new LinkedHashSet<>()).add(expansion);
  }

  private boolean isRepeated(Node node, Set<Expansion> expansions) {
    if (node.isScalar() || memory.has(node) || node.op() instanceof Leaf) {
      return false;
    }
    int times = 0;
    for (Expansion expansion : expansions) {
      Fusion fusion = expansion.fusion();
      boolean row = fusion.rowAxes() != null && node.shape().equals(fusion.rowShape());
      int here = row ? 0 : expansion.evaluations(node);
      times += here;
      if (here > 0 && !node.shape().equals(fusion.domain())) {
        return true;
      }
    }
    return times > 1;
  }

  private boolean isExpensive(Node node) {
    boolean computes = node.op() instanceof Elementwise op && op.cost() != Elementwise.Cost.FREE;
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
}
