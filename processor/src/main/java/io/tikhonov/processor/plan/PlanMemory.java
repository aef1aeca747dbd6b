package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.training.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which memory the actions of a program touch. */
final class PlanMemory {

  private PlanMemory() {}

  static Set<Node> of(List<ProgramPlan.Action> actions, List<Effect> effects) {
    Set<Node> memory = new LinkedHashSet<>();
    for (ProgramPlan.Action action : actions) {
      memory.addAll(reads(action));
      memory.addAll(writes(action));
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.Store store) {
        memory.add(store.target());
      }
    }
    return memory;
  }

  /** The nodes whose memory an action reads. */
  static Set<Node> reads(ProgramPlan.Action action) {
    Set<Node> nodes = new LinkedHashSet<>();
    for (ProgramPlan.Launch launch : action.launches()) {
      for (Kernel.Statement statement : launch.kernel().statements()) {
        nodes.addAll(Reads.of(statement.value()).memory());
      }
    }
    if (action instanceof ProgramPlan.Multiply multiply) {
      nodes.add(multiply.a());
      nodes.add(multiply.b());
    } else if (action instanceof ProgramPlan.Library library) {
      library.operands().stream().filter(operand -> !operand.isScalar()).forEach(nodes::add);
    } else if (action instanceof ProgramPlan.Let let) {
      nodes.addAll(Reads.of(let.value()).memory());
    }
    return nodes;
  }

  /** The nodes that an action writes into memory. */
  static List<Node> writes(ProgramPlan.Action action) {
    List<Node> nodes = new ArrayList<>();
    for (ProgramPlan.Launch launch : action.launches()) {
      for (Kernel.Statement statement : launch.kernel().statements()) {
        if (statement instanceof Kernel.Statement.Store store) {
          nodes.add(store.memory());
        } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
          nodes.add(column.memory());
        }
      }
    }
    if (action instanceof ProgramPlan.Multiply multiply) {
      nodes.add(multiply.node());
    } else if (action instanceof ProgramPlan.Library library) {
      nodes.add(library.node());
    }
    return nodes;
  }
}
