package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import java.util.HashMap;
import java.util.Map;

/** What nodes depend on, which decides how early they are scheduled. */
final class Dependence {
  private final MemoryMap memory;
  private final Map<Node, Boolean> onUpdate = new HashMap<>();
  private final Map<Node, Boolean> parametersOnly = new HashMap<>();

  Dependence(MemoryMap memory) {
    this.memory = memory;
  }

  /** True for updates in place and everything that is computed from them. */
  boolean onUpdate(Node node) {
    Boolean known = onUpdate.get(node);
    if (known == null) {
      known = isUpdate(node) || node.inputs().stream().anyMatch(this::onUpdate);
      onUpdate.put(node, known);
    }
    return known;
  }

  private boolean isUpdate(Node node) {
    if (!memory.hasTarget(node)) {
      return false;
    }
    Leaf.Role role = ((Leaf.Stored) memory.location(node).op()).role();
    return role != Leaf.Role.GRADIENT && role != Leaf.Role.RESULT;
  }

  /** True if neither inputs nor library calls are involved. */
  boolean onParametersOnly(Node node) {
    Boolean known = parametersOnly.get(node);
    if (known == null) {
      boolean input =
          node.op() instanceof Leaf.Stored stored
              && (stored.role() == Leaf.Role.INPUT || stored.role() == Leaf.Role.LABELS);
      boolean call = node.op() instanceof MatMul || node.op() instanceof LibraryOp;
      known = !input && !call && node.inputs().stream().allMatch(this::onParametersOnly);
      parametersOnly.put(node, known);
    }
    return known;
  }
}
