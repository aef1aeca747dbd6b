package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Plans one program: memory, order, kernels. */
public final class Planner {
  private final Graph graph;

  public Planner(Graph graph) {
    this.graph = graph;
  }

  /** Plans a program, cutting expressions where storing beats recomputing. */
  public ProgramPlan plan(Program program) {
    Set<Node> cuts = new LinkedHashSet<>();
    Set<Node> copied = new HashSet<>();
    Set<Node> hurried = new HashSet<>();
    while (true) {
      Attempt attempt = new Attempt(program, cuts, copied, hurried);
      try {
        attempt.schedule();
      } catch (Scheduler.Conflict conflict) {
        // A term need not wait for the update; an update that cannot wait goes through a copy.
        boolean canHurry = attempt.lazy.contains(conflict.node());
        if (!(canHurry ? hurried.add(conflict.node()) : copied.add(conflict.leaf()))) {
          throw conflict;
        }
        continue;
      }
      if (!cuts.addAll(new Recomputation(graph, attempt.memory, attempt.steps).worthStoring())) {
        return attempt.finish();
      }
    }
  }

  /** One try with a given set of stored nodes. */
  private final class Attempt {
    private final Program program;
    private final Set<Node> copied;
    private final Set<Node> hurried;
    private final List<Node> lazy = new ArrayList<>();
    private final MemoryMap memory = new MemoryMap();
    private final List<Node> results = new ArrayList<>();
    private final List<Effect> scalarEffects = new ArrayList<>();
    private final TreeSet<Node> reachable = new TreeSet<>(Comparator.comparingInt(Node::id));
    private Scheduler scheduler;
    private List<Step> steps;

    /**
     * @param cuts values that are stored instead of computed again
     * @param copied leaves that are updated by copying a value made elsewhere
     * @param hurried terms that do not wait for the updates
     */
    Attempt(Program program, Set<Node> cuts, Set<Node> copied, Set<Node> hurried) {
      this.program = program;
      this.copied = copied;
      this.hurried = hurried;
      program.effects().forEach(this::placeEffect);
      collect(results, reachable);
      for (Effect effect : scalarEffects) {
        collect(List.of(effect.value()), reachable);
      }
      reachable.forEach(this::placeOperands);
      cuts.stream().filter(reachable::contains).forEach(memory::store);
    }

    private void placeEffect(Effect effect) {
      if (effect.value().isScalar()) {
        scalarEffects.add(effect);
        return;
      }
      Node target = target(effect);
      Node value = effect.value();
      boolean call = Scheduler.isCall(value);
      boolean fresh = role(target) == Leaf.Role.GRADIENT || role(target) == Leaf.Role.RESULT;
      boolean ownMemory =
          !MemoryMap.isLeaf(value)
              && !memory.isStored(value)
              && (!call || fresh)
              && !copied.contains(target);
      if (!ownMemory) {
        if (copied.contains(target)) {
          memory.store(value);
        }
        value = graph.node(new Pointwise.Copy(target.op().opName()), value);
      }
      memory.target(value, target);
      results.add(value);
    }

    private Node target(Effect effect) {
      if (effect instanceof Effect.Store store) {
        return store.target();
      }
      Shape shape = effect.value().shape();
      return effect instanceof Effect.Gradient gradient
          ? gradient.memory(graph)
          : graph.stored(Leaf.Role.RESULT, "result", shape);
    }

    private static Leaf.Role role(Node leaf) {
      return ((Leaf.Stored) leaf.op()).role();
    }

    /** Decides from a node and its inputs what has to be in memory. */
    private void placeOperands(Node node) {
      if (MemoryMap.isOpaque(node) && !isTotal(node)) {
        memory.store(node);
      }
      if (Scheduler.isCall(node)) {
        for (Node input : node.inputs()) {
          if (!input.isScalar()) {
            memory.store(Operands.strip(node, input));
          }
        }
      }
      boolean renames = node.op() instanceof Views.Reshape reshape && !reshape.isSqueeze(node);
      boolean element = node.isScalar() && !node.inputs().isEmpty() && !isTotal(node);
      for (Node input : node.inputs()) {
        boolean index = input.kind() == Kind.INDEX;
        boolean single = element && !input.isScalar();
        if ((renames || index || single) && !(input.op() instanceof Leaf)) {
          memory.store(input);
        }
      }
    }

    void schedule() {
      Set<Node> nodes = new TreeSet<>(Comparator.comparingInt(Node::id));
      nodes.addAll(memory.stored());
      reachable.stream().filter(Attempt::isTotal).forEach(nodes::add);
      Dependence dependence = new Dependence(memory, reachable);
      List<Node> early = new ArrayList<>();
      List<Node> updates = new ArrayList<>();
      Set<Node> needed = neededEarly(nodes, dependence);
      for (Node node : nodes) {
        if (!needed.contains(node)) {
          lazy.add(node);
        } else if (dependence.onUpdate(node)) {
          updates.add(node);
        } else {
          early.add(node);
        }
      }
      early.addAll(updates);
      scheduler = new Scheduler(memory);
      steps = scheduler.schedule(early, lazy);
    }

    /** What results and calls are made from; the rest are terms of parameters alone. */
    private Set<Node> neededEarly(Set<Node> nodes, Dependence dependence) {
      List<Node> roots = new ArrayList<>(results);
      roots.addAll(hurried);
      nodes.stream().filter(node -> !dependence.onParametersOnly(node)).forEach(roots::add);
      Set<Node> needed = new HashSet<>();
      collect(roots, needed);
      return needed;
    }

    private static boolean isTotal(Node node) {
      return node.isScalar()
          && node.op() instanceof Reduce reduce
          && reduce.operator() == Reduce.Operator.SUM;
    }

    ProgramPlan finish() {
      Set<Node> loaded = loadedNodes();
      List<ProgramPlan.Action> actions = new ArrayList<>();
      ScalarPlan scalars = new ScalarPlan(graph, memory, scheduler, steps, loaded, scalarEffects);
      actions.addAll(scalars.availableAfter(-1));
      for (int position = 0; position < steps.size(); position++) {
        Step step = steps.get(position);
        if (step instanceof Fusion fusion) {
          actions.add(
              new ProgramPlan.Launch(new KernelBuilder(graph, memory, fusion).build(loaded)));
        } else if (step instanceof Step.Call call) {
          actions.add(callAction(call.node()));
        }
        actions.addAll(scalars.availableAfter(position));
      }
      return new ProgramPlan(
          program.name(),
          Chain.join(actions, memory::location),
          memory.targets(),
          List.copyOf(scalarEffects),
          PlanMemory.of(actions, scalarEffects),
          memory);
    }

    /** The nodes whose memory somebody reads. */
    private Set<Node> loadedNodes() {
      Set<Node> all = new HashSet<>(memory.stored());
      Set<Node> loaded = new HashSet<>();
      for (Step step : steps) {
        if (step instanceof Fusion fusion) {
          Kernel kernel = new KernelBuilder(graph, memory, fusion).build(all);
          for (Kernel.Statement statement : kernel.statements()) {
            boolean own =
                statement instanceof Kernel.Statement.Store store
                    && store.value() instanceof Expr.RowValue;
            if (!own) {
              loaded.addAll(Reads.of(statement.value()).memory());
            }
          }
        } else if (step instanceof Step.Call call) {
          call.node()
              .inputs()
              .forEach(input -> loaded.add(memory.base(Operands.strip(call.node(), input))));
        }
      }
      for (Node scalar : reachable) {
        if (scalar.isScalar() && !MemoryMap.isLeaf(scalar)) {
          loaded.addAll(Reads.of(ScalarExpansion.of(memory, scalar, Set.of())).memory());
        }
      }
      return loaded;
    }

    private ProgramPlan.Action callAction(Node node) {
      if (!(node.op() instanceof MatMul product)) {
        List<Node> operands =
            node.inputs().stream()
                .map(input -> input.isScalar() ? input : memory.base(input))
                .toList();
        return new ProgramPlan.Library(node, operands);
      }
      Node a = node.input(0);
      Node b = node.input(1);
      boolean stackedA = a.shape().rank() == 3;
      boolean stackedB = b.shape().rank() == 3;
      int rank = a.shape().rank();
      Shape size =
          Shape.of(
              a.shape().dim(rank - 2),
              b.shape().dim(b.shape().rank() - 1),
              a.shape().dim(rank - 1));
      return new ProgramPlan.Multiply(
          node,
          memory.base(Operands.strip(node, a)),
          Operands.isTransposed(node, a),
          memory.base(Operands.strip(node, b)),
          Operands.isTransposed(node, b),
          size,
          stackedA ? a.shape().dim(0) : stackedB ? b.shape().dim(0) : null,
          stackedA,
          stackedB,
          (stackedA || stackedB) && !product.sumStack());
    }
  }

  private static void collect(Collection<Node> roots, Set<Node> found) {
    List<Node> stack = new ArrayList<>(roots);
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (found.add(node)) {
        stack.addAll(node.inputs());
      }
    }
  }
}
