package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;

/** What nodes depend on, which decides how early they are scheduled. */
final class Dependence {
  private final MemoryMap memory;
  private final Set<Node> onUpdate = new HashSet<>();
  private final Set<Node> onMore = new HashSet<>();

  /**
   * @param nodes all nodes in the order of their ids, so that inputs come first
   */
  Dependence(MemoryMap memory, SortedSet<Node> nodes) {
    this.memory = memory;
    for (Node node : nodes) {
      if (isUpdate(node) || node.inputs().stream().anyMatch(onUpdate::contains)) {
        onUpdate.add(node);
      }
      if (isInputOrCall(node) || node.inputs().stream().anyMatch(onMore::contains)) {
        onMore.add(node);
      }
    }
  }

  /** True for updates in place and everything that is computed from them. */
  boolean onUpdate(Node node) {
    return onUpdate.contains(node);
  }

  /** True if neither inputs nor library calls are involved. */
  boolean onParametersOnly(Node node) {
    return !onMore.contains(node);
  }

  private boolean isUpdate(Node node) {
    if (!memory.hasTarget(node)) {
      return false;
    }
    Leaf.Role role = ((Leaf.Stored) memory.location(node).op()).role();
    return role != Leaf.Role.GRADIENT && role != Leaf.Role.RESULT;
  }

  private static boolean isInputOrCall(Node node) {
    boolean input =
        node.op() instanceof Leaf.Stored stored
            && (stored.role() == Leaf.Role.INPUT || stored.role() == Leaf.Role.LABELS);
    return input || node.op() instanceof MatMul || node.op() instanceof LibraryOp;
  }
}
