package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.training.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which scalars are computed between kernels, and when. */
final class ScalarPlan {
  private final MemoryMap memory;
  private final Scheduler scheduler;
  private final Set<Node> named = new TreeSet<>(Comparator.comparingInt(Node::id));

  ScalarPlan(
      Graph graph,
      MemoryMap memory,
      Scheduler scheduler,
      List<Step> steps,
      Set<Node> loaded,
      List<Effect> effects) {
    this.memory = memory;
    this.scheduler = scheduler;
    for (Step step : steps) {
      if (step instanceof Fusion fusion) {
        Kernel kernel = new KernelBuilder(graph, memory, fusion).build(loaded);
        for (Kernel.Statement statement : kernel.statements()) {
          named.addAll(Reads.of(statement.value()).scalars());
        }
      } else if (step instanceof Step.Call call) {
        call.node().inputs().stream().filter(Node::isScalar).forEach(named::add);
      }
    }
    nameShared(effects);
    named.removeIf(node -> node.op() instanceof Leaf);
  }

  /** Scalars that several others use get a name, too, so that they are computed once. */
  private void nameShared(List<Effect> effects) {
    Map<Node, Set<Node>> users = new HashMap<>();
    Set<Node> seen = new HashSet<>();
    List<Node> stack = new ArrayList<>(named);
    effects.forEach(effect -> stack.add(effect.value()));
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (!seen.add(node)) {
        continue;
      }
      for (Node input : node.inputs()) {
        if (input.isScalar() && node.isScalar()) {
          users.computeIfAbsent(input, key -> new HashSet<>()).add(node);
          stack.add(input);
        }
      }
    }
    users.forEach(
        (node, by) -> {
          if (by.size() > 1 && !(node.op() instanceof Leaf)) {
            named.add(node);
          }
        });
  }

  /** The scalars that can be computed right after the step at a position, in order. */
  List<ProgramPlan.Action> availableAfter(int position) {
    List<ProgramPlan.Action> lets = new ArrayList<>();
    for (Node scalar : named) {
      if (scheduler.availableAfter(scalar) == position) {
        lets.add(new ProgramPlan.Let(scalar, ScalarExpansion.of(memory, scalar, named)));
      }
    }
    return lets;
  }
}
