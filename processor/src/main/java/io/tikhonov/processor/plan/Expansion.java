package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one stage of a kernel computes besides what it writes: nodes without memory. */
final class Expansion {
  private final Fusion fusion;
  private final Set<Node> roots;
  private final Map<Node, Integer> evaluations = new HashMap<>();
  private final Set<Node> expanded = new HashSet<>();

  /**
   * @param roots the members of the kernel that the stage computes
   */
  Expansion(Fusion fusion, Set<Node> roots, Evaluator evaluator) {
    this.fusion = fusion;
    this.roots = roots;
    evaluator.sites().forEach(site -> evaluations.merge(site.node(), 1, Integer::sum));
    evaluator.definitions().forEach(site -> expanded.add(site.node()));
  }

  Fusion fusion() {
    return fusion;
  }

  Set<Node> roots() {
    return roots;
  }

  /** At how many indices the stage computes or loads the node. */
  int evaluations(Node node) {
    return evaluations.getOrDefault(node, 0);
  }

  /** True if the stage computes the node from its inputs. */
  boolean expands(Node node) {
    return expanded.contains(node) || roots.contains(node);
  }
}
