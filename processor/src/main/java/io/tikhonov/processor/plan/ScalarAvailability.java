package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the computed tensors and totals that a scalar is made from. */
final class ScalarAvailability {
  private final MemoryMap memory;
  private final Map<Node, Set<Node>> known = new HashMap<>();

  ScalarAvailability(MemoryMap memory) {
    this.memory = memory;
  }

  /** The nodes that kernels or calls have to produce before the scalar can be computed. */
  Set<Node> sources(Node scalar) {
    Set<Node> sources = known.get(scalar);
    if (sources == null) {
      sources = new LinkedHashSet<>();
      if (isProduced(scalar)) {
        sources.add(scalar);
      } else {
        Expr expr = ScalarExpansion.of(memory, scalar, Set.of());
        Reads reads = Reads.of(List.of(expr));
        for (Node read : reads.memory()) {
          if (!MemoryMap.isLeaf(read)) {
            sources.add(read);
          }
        }
        sources.addAll(reads.scalars().stream().filter(this::isProduced).toList());
      }
      known.put(scalar, sources);
    }
    return sources;
  }

  private boolean isProduced(Node node) {
    return node.op() instanceof Reduce || memory.isStored(node);
  }
}
