package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the nodes that have memory, and the reductions, into an order of kernels and calls. Each
 * node joins the latest kernel in which all it reads is ready and which shares memory with it;
 * otherwise it starts a kernel of its own.
 */
final class Scheduler {

  /** An update in place cannot be ordered after all reads of the old value. */
  static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Node node;
    private final transient Node leaf;

    private Conflict(Node node, Node leaf) {
      super("the old value of " + leaf.op().opName() + " is needed after its update");
      this.node = node;
      this.leaf = leaf;
    }

    /** What could not be scheduled. */
    Node node() {
      return node;
    }

    /** The memory that is updated. */
    Node leaf() {
      return leaf;
    }
  }

  private final MemoryMap memory;
  private final ScalarAvailability scalars;
  private final List<Step> steps = new ArrayList<>();
  private final IdentityHashMap<Step, Integer> positions = new IdentityHashMap<>();
  private final Map<Node, Step> producers = new HashMap<>();
  private final Map<Node, Set<Step>> readers = new HashMap<>();

  Scheduler(MemoryMap memory) {
    this.memory = memory;
    this.scalars = new ScalarAvailability(memory);
  }

  /**
   * @param eager nodes in topological order, updates in place last
   * @param lazy nodes that only reported terms need, in topological order; they join the kernels
   *     that read the same memory anyway
   */
  List<Step> schedule(List<Node> eager, List<Node> lazy) {
    eager.forEach(node -> schedule(node, false));
    lazy.forEach(node -> schedule(node, true));
    return steps;
  }

  /** The position after which a scalar is known; -1 if it is known from the start. */
  int availableAfter(Node scalar) {
    return scalars.sources(scalar).stream().mapToInt(source -> positionOf(source)).max().orElse(-1);
  }

  private int positionOf(Node node) {
    Step producer = producers.get(node);
    if (producer == null) {
      throw new IllegalStateException("used before it is produced: " + node.op());
    }
    return positions.get(producer);
  }

  private void schedule(Node node, boolean lazy) {
    if (isCall(node)) {
      List<Node> operands = new ArrayList<>();
      node.inputs().forEach(input -> operands.add(memory.base(Operands.strip(node, input))));
      Step.Call call = new Step.Call(node);
      append(call, lazy ? insertionPoint(node, operands, Set.of()) : steps.size());
      producers.put(node, call);
      operands.forEach(operand -> noteReader(operand, call));
      return;
    }
    Fusion fusion = new Fusion(domain(node));
    Reads reads = reads(node, fusion, fusion.levelOf(node));
    int earliest = earliest(reads);
    for (int at = steps.size() - 1; at >= earliest; at--) {
      if (steps.get(at) instanceof Fusion known && tryJoin(node, known, at, true)) {
        return;
      }
    }
    int position = steps.size();
    if (lazy) {
      position = insertionPoint(node, reads.memory(), reads.scalars());
    }
    append(fusion, position);
    if (!tryJoin(node, fusion, position, false)) {
      throw new Conflict(node, conflicting(node, fusion));
    }
  }

  /** The elements that a node's loop runs over: its own, or those of what it reduces. */
  private static Shape domain(Node node) {
    return node.op() instanceof Reduce ? node.input(0).shape() : node.shape();
  }

  static boolean isCall(Node node) {
    return MemoryMap.isOpaque(node) && !(node.op() instanceof Reduce);
  }

  private void append(Step step, int position) {
    steps.add(position, step);
    for (int at = position; at < steps.size(); at++) {
      positions.put(steps.get(at), at);
    }
  }

  /** The position of the last step that a node's kernel may not come before. */
  private int earliest(Reads reads) {
    int earliest = 0;
    for (Node read : reads.memory()) {
      if (!MemoryMap.isLeaf(read)) {
        earliest = Math.max(earliest, positionOf(read));
      }
    }
    for (Node scalar : reads.scalars()) {
      earliest = Math.max(earliest, availableAfter(scalar) + 1);
    }
    return earliest;
  }

  /** Before the first update of memory that is read in its old state, after all that is read. */
  private int insertionPoint(Node node, Iterable<Node> reads, Set<Node> scalarReads) {
    int before = steps.size();
    int after = -1;
    for (Node read : reads) {
      if (MemoryMap.isLeaf(read)) {
        int update = updateOf(read);
        before = update >= 0 ? Math.min(before, update) : before;
      } else {
        after = Math.max(after, positionOf(read));
      }
    }
    for (Node scalar : scalarReads) {
      after = Math.max(after, availableAfter(scalar));
    }
    if (after >= before) {
      for (Node read : reads) {
        if (MemoryMap.isLeaf(read) && updateOf(read) == before) {
          throw new Conflict(node, read);
        }
      }
    }
    return before;
  }

  /** The position of the step that updates a leaf, or -1. */
  private int updateOf(Node leaf) {
    for (Map.Entry<Node, Step> producer : producers.entrySet()) {
      if (memory.hasTarget(producer.getKey()) && memory.location(producer.getKey()).equals(leaf)) {
        return positions.get(producer.getValue());
      }
    }
    return -1;
  }

  private Node conflicting(Node node, Fusion fusion) {
    if (memory.hasTarget(node)) {
      return memory.location(node);
    }
    Reads reads = reads(node, fusion, fusion.levelOf(node));
    return reads.memory().stream()
        .filter(read -> MemoryMap.isLeaf(read) && updateOf(read) >= 0)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("cannot schedule " + node.op()));
  }

  private Reads reads(Node node, Fusion fusion, Level level) {
    Evaluator evaluator = new Evaluator(memory, Expr.Scalar::new);
    List<Poly> index = fusion.evaluationIndex(level);
    Expr value =
        node.op() instanceof Reduce
            ? evaluator.value(node.input(0), index)
            : evaluator.definition(node, index);
    return Reads.of(List.of(value), evaluator.indices());
  }

  private boolean tryJoin(Node node, Fusion fusion, int position, boolean mustShare) {
    Level level = fusion.levelOf(node);
    if (level == null) {
      return false;
    }
    Reads reads = reads(node, fusion, level);
    Set<Node> shared = new HashSet<>(reads.memory());
    shared.add(memory.location(node));
    if (mustShare && !fusion.touches(shared)) {
      return false;
    }
    int stage = stage(node, fusion, level, reads, position);
    if (stage < 0) {
      return false;
    }
    fusion.add(
        new Member(node, level, stage, fusion.indexOf(node, level)), reads, memory.location(node));
    producers.put(node, fusion);
    reads.memory().forEach(read -> noteReader(read, fusion));
    return true;
  }

  private void noteReader(Node read, Step step) {
    readers.computeIfAbsent(read, key -> new HashSet<>()).add(step);
  }

  /** The first stage in which the node can be computed in the kernel, or -1. */
  private int stage(Node node, Fusion fusion, Level level, Reads reads, int position) {
    for (Node scalar : reads.scalars()) {
      if (availableAfter(scalar) >= position) {
        return -1;
      }
    }
    for (Node table : reads.tables()) {
      if (!MemoryMap.isLeaf(table) && positionOf(table) >= position) {
        return -1;
      }
    }
    int stage = 0;
    for (Expr.Load load : reads.loads()) {
      int needed = stageFor(load, reads.indices().get(load), fusion, level, position);
      if (needed < 0) {
        return -1;
      }
      stage = Math.max(stage, needed);
    }
    if (memory.hasTarget(node)) {
      Poly written = node.shape().offset(fusion.indexOf(node, level));
      stage = stageForUpdate(memory.location(node), written, reads, fusion, stage, position);
    }
    return stage >= 0 && oldValuesIntact(reads, fusion, stage, position) ? stage : -1;
  }

  private int stageFor(Expr.Load load, List<Poly> index, Fusion fusion, Level level, int position) {
    Node source = load.memory();
    if (MemoryMap.isLeaf(source)) {
      return 0;
    }
    Member member = fusion.member(source);
    if (member == null) {
      return positionOf(source) < position ? 0 : -1;
    }
    boolean same = load.offset().equals(member.offset());
    boolean row = level.isRowLevel();
    return switch (member.level()) {
      case INNER -> {
        if (same) {
          yield member.stage();
        }
        yield fusion.isInSameRow(index) ? member.stage() + 1 : -1;
      }
      case ROW, ROW_REDUCTION -> {
        if (!same || source.isScalar()) {
          yield -1;
        }
        yield row ? member.stage() : member.stage() + 1;
      }
      case COLUMN_REDUCTION, TOTAL, ROW_TOTAL -> -1;
    };
  }

  /**
   * An update in place comes after all reads of the old value, at the same element at the latest.
   */
  private int stageForUpdate(
      Node leaf, Poly written, Reads own, Fusion fusion, int earliest, int position) {
    for (Expr.Load load : own.loads()) {
      if (load.memory().equals(leaf) && !load.offset().equals(written)) {
        return -1;
      }
    }
    for (Step reader : readers.getOrDefault(leaf, Set.of())) {
      if (!reader.equals(fusion) && positions.get(reader) > position) {
        return -1;
      }
    }
    int stage = earliest;
    for (Fusion.LeafRead read : fusion.readsOf(leaf)) {
      if (!read.offset().equals(written)) {
        return -1;
      }
      stage = Math.max(stage, read.stage());
    }
    return stage;
  }

  private boolean oldValuesIntact(Reads reads, Fusion fusion, int stage, int position) {
    for (Expr.Load load : reads.loads()) {
      if (!MemoryMap.isLeaf(load.memory())) {
        continue;
      }
      int update = updateOf(load.memory());
      if (update >= 0 && update < position) {
        return false;
      }
      for (Member member : fusion.members()) {
        boolean updates =
            memory.hasTarget(member.node()) && memory.location(member.node()).equals(load.memory());
        if (updates && (!load.offset().equals(member.offset()) || stage > member.stage())) {
          return false;
        }
      }
    }
    return true;
  }
}
