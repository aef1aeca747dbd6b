package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.training.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every computed value that lives in memory a work buffer. Values of equal size share one if
 * no program needs both at the same time.
 */
public final class BufferPlan {

  /** A piece of work memory and the values that use it in turn. */
  public record Buffer(Kind kind, Poly length, List<Node> values) {}

  private record Range(int first, int last) {
    private boolean overlaps(Range other) {
      return first <= other.last && other.first <= last;
    }
  }

  private final List<Buffer> buffers = new ArrayList<>();
  private final Map<Node, Buffer> assignment = new LinkedHashMap<>();
  private final List<Map<Node, Range>> lives = new ArrayList<>();

  public BufferPlan(Collection<ProgramPlan> plans) {
    plans.forEach(plan -> lives.add(lives(plan)));
    lives.forEach(ranges -> ranges.keySet().forEach(this::assign));
  }

  public List<Buffer> buffers() {
    return List.copyOf(buffers);
  }

  public Buffer bufferOf(Node value) {
    return assignment.get(value);
  }

  private static Map<Node, Range> lives(ProgramPlan plan) {
    Map<Node, Range> ranges = new LinkedHashMap<>();
    for (int at = 0; at < plan.actions().size(); at++) {
      ProgramPlan.Action action = plan.actions().get(at);
      for (Node node : PlanMemory.writes(action)) {
        extend(plan, node, at, ranges);
      }
      for (Node node : PlanMemory.reads(action)) {
        extend(plan, node, at, ranges);
      }
    }
    for (Effect effect : plan.scalarEffects()) {
      for (Node node : Reads.of(ScalarExpansion.of(plan, effect.value())).memory()) {
        extend(plan, node, plan.actions().size(), ranges);
      }
    }
    return ranges;
  }

  private static void extend(ProgramPlan plan, Node node, int at, Map<Node, Range> ranges) {
    if (!MemoryMap.isLeaf(node) && !plan.locations().containsKey(node)) {
      Range known = ranges.get(node);
      ranges.put(node, new Range(known == null ? at : known.first(), at));
    }
  }

  private void assign(Node node) {
    if (assignment.containsKey(node)) {
      return;
    }
    Poly length = node.shape().volume();
    for (Buffer buffer : buffers) {
      boolean fits = buffer.kind() == node.kind() && buffer.length().equals(length);
      if (fits && buffer.values().stream().noneMatch(other -> conflict(node, other))) {
        buffer.values().add(node);
        assignment.put(node, buffer);
        return;
      }
    }
    Buffer buffer = new Buffer(node.kind(), length, new ArrayList<>(List.of(node)));
    buffers.add(buffer);
    assignment.put(node, buffer);
  }

  private boolean conflict(Node a, Node b) {
    for (Map<Node, Range> ranges : lives) {
      Range left = ranges.get(a);
      Range right = ranges.get(b);
      if (left != null && right != null && left.overlaps(right)) {
        return true;
      }
    }
    return false;
  }
}
