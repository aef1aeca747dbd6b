package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a pass of a plan moves and computes. Each array counts once, however often a kernel reads
 * it, and what a kernel has written itself is not read from memory again. What a kernel that
 * follows another closely finds in the cache does not count; what caches keep otherwise is not
 * known here.
 *
 * @param read bytes
 * @param written bytes
 * @param operations additions, multiplications, functions and the like
 * @param reads the arrays that are read
 * @param writes the arrays that are written
 * @param follows whether the pass follows the one before it closely
 */
public record PassCost(
    Poly read,
    Poly written,
    Poly operations,
    List<Node> reads,
    List<Node> writes,
    boolean follows) {

  public PassCost {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** The cost of each pass of an action; none for one that only computes a scalar. */
  public static List<PassCost> of(
      ProgramPlan plan, ProgramPlan.Action action, boolean doublePrecision) {
    Collector collector = new Collector(plan, doublePrecision);
    if (action instanceof ProgramPlan.InTurn both) {
      PassCost first = collector.kernel(both.first().kernel());
      Collector follower = new Collector(plan, doublePrecision);
      follower.cached.addAll(first.reads());
      follower.cached.addAll(first.writes());
      return List.of(first, follower.kernel(both.second().kernel()));
    } else if (action instanceof ProgramPlan.Launch launch) {
      return List.of(collector.kernel(launch.kernel()));
    } else if (action instanceof ProgramPlan.Multiply multiply) {
      Poly count = multiply.count() == null ? Poly.of(1) : multiply.count();
      Poly product =
          multiply.size().dim(0).times(multiply.size().dim(1)).times(multiply.size().dim(2));
      collector.read(multiply.a());
      collector.read(multiply.b());
      collector.write(multiply.node());
      return List.of(collector.cost(product.times(count).times(2)));
    } else if (action instanceof ProgramPlan.Library library) {
      library.operands().stream().filter(node -> !node.isScalar()).forEach(collector::read);
      collector.write(library.node());
      return List.of(collector.cost(library.node().shape().volume()));
    }
    return List.of();
  }

  private static final class Collector {
    private final ProgramPlan plan;
    private final boolean doublePrecision;
    private final Set<Node> reads = new LinkedHashSet<>();
    private final Set<Node> writes = new LinkedHashSet<>();
    private final Set<Node> own = new HashSet<>();
    private final Set<Node> cached = new HashSet<>();
    private final Set<Expr> seen = new HashSet<>();
    private long perElement;

    Collector(ProgramPlan plan, boolean doublePrecision) {
      this.plan = plan;
      this.doublePrecision = doublePrecision;
    }

    /** What a pass writes itself it has at hand; an old value in the same place it has to fetch. */
    void read(Node node) {
      if (!own.contains(node)) {
        reads.add(plan.location(node));
      }
    }

    void write(Node node) {
      writes.add(plan.location(node));
    }

    PassCost kernel(Kernel kernel) {
      for (Kernel.Statement statement : kernel.statements()) {
        if (statement instanceof Kernel.Statement.Store store) {
          own.add(store.memory());
        }
      }
      for (Kernel.Statement statement : kernel.statements()) {
        visit(statement.value());
        if (statement instanceof Kernel.Statement.Store store) {
          write(store.memory());
          lookups(store.offset());
        } else {
          perElement++;
          if (statement instanceof Kernel.Statement.ColumnReduction column) {
            write(column.memory());
            lookups(column.offset());
          }
        }
      }
      Poly iterations = Poly.of(1);
      for (Kernel.Loop loop : kernel.loops()) {
        iterations = iterations.times(loop.extent());
      }
      return cost(iterations.times(perElement));
    }

    private void visit(Expr expr) {
      if (!seen.add(expr)) {
        return;
      }
      if (expr instanceof Expr.Load load) {
        read(load.memory());
      } else if (expr instanceof Expr.Apply || expr instanceof Expr.Draw) {
        perElement++;
      }
      expr.indices().forEach(this::lookups);
      expr.operands().forEach(this::visit);
    }

    /** Labels and permutations that say where elements are. */
    private void lookups(Poly index) {
      for (Atom atom : index.atoms()) {
        if (atom instanceof Atom.Lookup lookup) {
          read(lookup.table());
        }
      }
    }

    PassCost cost(Poly operations) {
      Set<Node> fetched = new LinkedHashSet<>(reads);
      fetched.removeAll(cached);
      return new PassCost(
          bytes(fetched),
          bytes(writes),
          operations,
          List.copyOf(reads),
          List.copyOf(writes),
          !cached.isEmpty());
    }

    private Poly bytes(Set<Node> nodes) {
      Poly sum = Poly.ZERO;
      for (Node node : nodes) {
        boolean wide = doublePrecision && node.kind() != Kind.INDEX;
        sum = sum.plus(node.shape().volume().times(wide ? Double.BYTES : Float.BYTES));
      }
      return sum;
    }
  }
}
