package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds launches of which the second may follow the first part by part, because at each place it
 * depends on the first near that place only. What both touch is then still in the processor's
 * cache.
 *
 * <p>The typical case is a penalty on differences of neighbours: its gradient reads an array around
 * each element, so the update of the array needs a kernel of its own.
 */
final class Chain {

  /** Kernels that depend on more than this are left alone: little would still be in the cache. */
  private static final int MOST_REACH = 4;

  private Chain() {}

  /** The actions with launches that follow each other closely as one, where that is possible. */
  static List<ProgramPlan.Action> join(
      List<ProgramPlan.Action> actions, UnaryOperator<Node> location) {
    List<ProgramPlan.Action> joined = new ArrayList<>();
    for (ProgramPlan.Action action : actions) {
      int last = joined.size() - 1;
      Optional<ProgramPlan.InTurn> both =
          last >= 0
                  && joined.get(last) instanceof ProgramPlan.Launch first
                  && action instanceof ProgramPlan.Launch second
              ? of(first, second, location)
              : Optional.empty();
      if (both.isPresent()) {
        joined.set(last, both.get());
      } else {
        joined.add(action);
      }
    }
    return joined;
  }

  /**
   * Both launches in turn.
   *
   * @param location the leaf in whose memory a node lives, or the node itself
   * @return empty if the second has to wait for all of the first, or has nothing in common with it
   */
  private static Optional<ProgramPlan.InTurn> of(
      ProgramPlan.Launch first, ProgramPlan.Launch second, UnaryOperator<Node> location) {
    Kernel leader = first.kernel();
    Kernel follower = second.kernel();
    boolean inParts = isDoneInParts(leader) && isDoneInParts(follower);
    if (!inParts || hasSums(follower) || readsTotals(follower, leader)) {
      return Optional.empty();
    }
    Map<Node, List<Access>> before = accesses(leader, location);
    Map<Node, List<Access>> after = accesses(follower, location);
    List<Dependence> dependences = new ArrayList<>();
    before.forEach(
        (memory, all) -> {
          for (Access one : all) {
            for (Access other : after.getOrDefault(memory, List.of())) {
              if (one.writes() || other.writes()) {
                dependences.add(new Dependence(one, other));
              }
            }
          }
        });
    if (dependences.isEmpty() || !dependences.stream().allMatch(Dependence::isKnown)) {
      return Optional.empty();
    }
    Optional<Poly> ratio = dependences.get(0).ratio();
    boolean alike =
        ratio.isPresent()
            && dependences.stream().allMatch(it -> it.ratio().equals(ratio))
            && leader.split().extent().times(ratio.get()).equals(follower.split().extent());
    for (int reach = 0; alike && reach <= MOST_REACH; reach++) {
      int within = reach;
      if (dependences.stream().allMatch(it -> it.isWithin(within))) {
        return Optional.of(new ProgramPlan.InTurn(first, second, ratio.get(), reach));
      }
    }
    return Optional.empty();
  }

  /** Whether a part is done when the iterations of the loop that is split are. */
  private static boolean isDoneInParts(Kernel kernel) {
    return kernel.split() != null
        && kernel.form() != Kernel.Form.COLUMNS
        && kernel.statements().stream()
            .noneMatch(it -> it instanceof Kernel.Statement.ColumnReduction);
  }

  /** Whether a kernel needs room for sums, of everything or of rows. */
  private static boolean hasSums(Kernel kernel) {
    return !kernel.totals().isEmpty()
        || kernel.statements().stream()
            .anyMatch(
                it ->
                    it instanceof Kernel.Statement.RowReduction row
                        && row.operator() == Reduce.Operator.SUM);
  }

  private static boolean readsTotals(Kernel follower, Kernel leader) {
    return follower.statements().stream()
        .anyMatch(
            it -> Reads.of(it.value()).scalars().stream().anyMatch(leader.totals()::contains));
  }

  /** What a kernel does to memory. */
  private static Map<Node, List<Access>> accesses(Kernel kernel, UnaryOperator<Node> location) {
    Map<Node, List<Access>> accesses = new LinkedHashMap<>();
    for (Kernel.Statement statement : kernel.statements()) {
      Reads reads = Reads.of(statement.value());
      for (Expr.Load load : reads.loads()) {
        add(accesses, location.apply(load.memory()), Access.of(kernel, load.offset(), false));
      }
      reads.tables().forEach(it -> add(accesses, location.apply(it), Access.ANYWHERE));
      if (statement instanceof Kernel.Statement.Store store) {
        add(accesses, location.apply(store.memory()), Access.of(kernel, store.offset(), true));
      }
    }
    return accesses;
  }

  private static void add(Map<Node, List<Access>> accesses, Node memory, Access access) {
    accesses.computeIfAbsent(memory, key -> new ArrayList<>()).add(access);
  }

  /**
   * The elements of an array that iteration i of the loop that is split reads or writes: those from
   * {@code i * step + low} to {@code i * step + high} at most.
   *
   * @param step null if they may be anywhere
   */
  private record Access(Poly step, Poly low, Poly high, boolean writes) {
    static final Access ANYWHERE = new Access(null, Poly.ZERO, Poly.ZERO, false);

    static Access of(Kernel kernel, Poly offset, boolean writes) {
      Access anywhere = new Access(null, Poly.ZERO, Poly.ZERO, writes);
      Poly rest = offset;
      Poly low = Poly.ZERO;
      Poly high = Poly.ZERO;
      Poly step = null;
      for (Kernel.Loop loop : kernel.loops()) {
        Poly slope = LoopMerger.slope(offset, loop.variable());
        if (slope == null) {
          return anywhere;
        }
        rest = rest.minus(slope.times(Poly.of(loop.variable())));
        Poly most = slope.times(loop.extent().minus(1));
        if (loop.equals(kernel.split())) {
          step = slope;
        } else if (slope.isAtLeast(0)) {
          high = high.plus(most);
        } else if (slope.times(-1).isAtLeast(0)) {
          low = low.plus(most);
        } else {
          return anywhere;
        }
      }
      boolean known = rest.atoms().stream().allMatch(atom -> atom instanceof Atom.Name);
      return known && step.isAtLeast(1)
          ? new Access(step, rest.plus(low), rest.plus(high), writes)
          : anywhere;
    }
  }

  /** Two accesses to the same array, of which at least one writes. */
  private record Dependence(Access before, Access after) {
    boolean isKnown() {
      return before.step() != null && after.step() != null;
    }

    Optional<Poly> ratio() {
      return before.step().divideExactly(after.step());
    }

    /** Whether iterations that are farther apart touch different elements. */
    boolean isWithin(int reach) {
      Poly distance = before.step().times(reach + 1L);
      Poly above = before.high().minus(after.low());
      Poly below = before.step().minus(after.step()).plus(after.high()).minus(before.low());
      return distance.minus(above).isAtLeast(1) && distance.minus(below).isAtLeast(1);
    }
  }
}
