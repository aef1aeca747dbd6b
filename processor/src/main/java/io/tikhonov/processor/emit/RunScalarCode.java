package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.ProgramPlan;
import io.tikhonov.processor.plan.ScalarExpansion;
import io.tikhonov.processor.training.TrainingPrograms;

/** Writes a learning rate or the like as a formula of the step. */
final class RunScalarCode extends ExprCode {
  private final HostWriter host;
  private final ProgramPlan plan;
  private final String step;
  private final PolyCode polys = new PolyCode(Object::toString);

  /**
   * A writer.
   *
   * @param step how the step is reached
   */
  RunScalarCode(HostWriter host, ProgramPlan plan, String step) {
    super(true);
    this.host = host;
    this.plan = plan;
    this.step = step;
  }

  String of(Node node) {
    return number(ScalarExpansion.ofRunScalar(node));
  }

  @Override
  String local(Expr expr) {
    return null;
  }

  @Override
  String load(Expr.Load load) {
    return host.memoryCode(plan, load.memory()) + ".data().get(" + polys.of(load.offset()) + ")";
  }

  @Override
  String leaf(Expr leaf) {
    Node node = ((Expr.Scalar) leaf).node();
    boolean isStep =
        node.op() instanceof Leaf.Stored stored && stored.id().equals(TrainingPrograms.STEP);
    return isStep ? "(double) " + step : host.scalarReference(plan, node, null);
  }

  @Override
  String draw(Expr.Draw draw) {
    throw new IllegalStateException("a learning rate is not random");
  }

  @Override
  PolyCode polys() {
    return polys;
  }
}
