package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which values of a program are in memory, and in whose. */
final class MemoryMap {
  private final Set<Node> stored = new LinkedHashSet<>();
  private final Map<Node, Node> targets = new HashMap<>();

  /** True if the elements of the node can be loaded. */
  boolean has(Node node) {
    return isLeaf(node)
        || stored.contains(node)
        || (node.op() instanceof Views.Reshape && has(node.input(0)));
  }

  static boolean isLeaf(Node node) {
    return node.op() instanceof Leaf.Stored stored && stored.role() != Leaf.Role.SCALAR;
  }

  /** True if the node is computed by a call or a reduction and so is never expanded in place. */
  static boolean isOpaque(Node node) {
    return node.op() instanceof MatMul
        || node.op() instanceof LibraryOp
        || node.op() instanceof Reduce;
  }

  /** The node whose memory holds the elements: reshaping gives another name to the same memory. */
  Node base(Node node) {
    Node base = node;
    while (!isLeaf(base) && !stored.contains(base) && base.op() instanceof Views.Reshape) {
      base = base.input(0);
    }
    return base;
  }

  /** Puts the elements of a node into memory, unless they are already there. */
  void store(Node node) {
    Node base = base(node);
    if (!isLeaf(base)) {
      stored.add(base);
    }
  }

  boolean isStored(Node node) {
    return stored.contains(node);
  }

  /** The computed nodes that have memory. */
  Set<Node> stored() {
    return stored;
  }

  /** Lets a node live in the memory of a leaf that the program updates. */
  void target(Node node, Node leaf) {
    stored.add(node);
    targets.put(node, leaf);
  }

  /** The leaf in whose memory the node lives, or the node itself. */
  Node location(Node node) {
    return targets.getOrDefault(node, node);
  }

  /** For each node that lives in the memory of a leaf, that leaf. */
  Map<Node, Node> targets() {
    return Map.copyOf(targets);
  }

  boolean hasTarget(Node node) {
    return targets.containsKey(node);
  }
}
