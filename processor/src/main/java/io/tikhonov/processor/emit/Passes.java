package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Origin;
import io.tikhonov.processor.plan.PassCost;
import io.tikhonov.processor.plan.ProgramPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes the passes of the step, once its program is written. */
final class Passes {
  private final ObjectiveContext context;
  private final ProgramPlan plan;
  private final boolean doublePrecision;
  private final Map<Node, String> names = new HashMap<>();
  private final NameScope taken;

  private Passes(ObjectiveContext context, ProgramPlan plan, NameScope taken) {
    this.context = context;
    this.plan = plan;
    this.taken = taken;
    this.doublePrecision = context.model().doublePrecision();
  }

  /** The passes in the order of execution; the code of kernels is still missing. */
  static List<PassDescription> of(ObjectiveContext context) {
    NameScope taken = new NameScope();
    return context.programs().ofStep().stream()
        .flatMap(it -> new Passes(context, context.compiled().plan(it), taken).all().stream())
        .toList();
  }

  private List<PassDescription> all() {
    List<PassDescription> passes = new ArrayList<>();
    for (ProgramPlan.Action action : plan.actions()) {
      List<PassCost> costs = PassCost.of(plan, action, doublePrecision);
      for (int i = 0; i < costs.size(); i++) {
        boolean kernel = !action.launches().isEmpty();
        passes.add(
            kernel
                ? kernel(action, action.launches().get(i), costs.get(i))
                : call(action, costs.get(i)));
      }
    }
    return List.copyOf(passes);
  }

  private PassDescription kernel(
      ProgramPlan.Action action, ProgramPlan.Launch launch, PassCost cost) {
    KernelComments comments = new KernelComments(plan, launch.kernel(), context.naming());
    return new PassDescription(
        comments.name(),
        context.host().kernelMethod(launch),
        "",
        PassDescription.Kind.KERNEL,
        Origin.NONE,
        comments.lines(),
        cost,
        arrays(cost.reads()),
        arrays(cost.writes()),
        launch.kernel().totals().stream().map(context.naming()::wish).toList(),
        context.host().codeOf(action),
        "");
  }

  private PassDescription call(ProgramPlan.Action action, PassCost cost) {
    boolean product = action instanceof ProgramPlan.Multiply;
    Node node =
        action instanceof ProgramPlan.Multiply multiply
            ? multiply.node()
            : ((ProgramPlan.Library) action).node();
    Origin origin = node.origin();
    return new PassDescription(
        origin.isKnown()
            ? "%s (line %d)".formatted(origin.text(), origin.line())
            : node.op().opName(),
        "",
        formula(action, node),
        product ? PassDescription.Kind.PRODUCT : PassDescription.Kind.LIBRARY,
        origin,
        origin.isKnown() ? Set.of(origin.line()) : Set.of(),
        cost,
        arrays(cost.reads()),
        arrays(cost.writes()),
        List.of(),
        context.host().codeOf(action),
        "");
  }

  /** What a call of the library computes. */
  private String formula(ProgramPlan.Action action, Node node) {
    String result = name(plan.location(node)) + " = ";
    if (action instanceof ProgramPlan.Multiply multiply) {
      String a = name(plan.location(multiply.a())) + (multiply.transposeA() ? "ᵀ" : "");
      String b = name(plan.location(multiply.b())) + (multiply.transposeB() ? "ᵀ" : "");
      return result + a + "·" + b;
    }
    List<String> operands =
        ((ProgramPlan.Library) action)
            .operands().stream()
                .filter(it -> !it.isScalar())
                .map(plan::location)
                .map(this::name)
                .toList();
    return result + node.op().opName() + "(" + String.join(", ", operands) + ")";
  }

  private List<PassDescription.Array> arrays(List<Node> nodes) {
    return nodes.stream().map(this::array).toList();
  }

  private PassDescription.Array array(Node location) {
    return new PassDescription.Array(
        name(location),
        context.host().memoryCode(plan, location),
        location.shape(),
        location.kind() == Kind.INDEX,
        location.op() instanceof Leaf.Stored);
  }

  /** The name of an array; values that would have the same one are numbered. */
  private String name(Node location) {
    if (location.op() instanceof Leaf.Stored) {
      return location.op().opName();
    }
    return names.computeIfAbsent(location, key -> taken.take(context.naming().wish(key)));
  }
}
