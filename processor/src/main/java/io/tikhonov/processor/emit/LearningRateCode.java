package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.ProgramPlan;
import io.tikhonov.processor.plan.ScalarExpansion;
import io.tikhonov.processor.training.TrainingPrograms;

/** Writes the learning rate as a formula of the step. */
final class LearningRateCode extends ExprCode {
  private final HostWriter host;
  private final ProgramPlan plan;
  private final PolyCode polys = new PolyCode(Object::toString);

  LearningRateCode(HostWriter host, ProgramPlan plan) {
    super(true);
    this.host = host;
    this.plan = plan;
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
    boolean step =
        node.op() instanceof Leaf.Stored stored && stored.id().equals(TrainingPrograms.STEP);
    return step ? "(double) step" : host.scalarReference(plan, node, null);
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
