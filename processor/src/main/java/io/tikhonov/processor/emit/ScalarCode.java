package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.ProgramPlan;

/** Writes scalar expressions between kernels: always in double. */
final class ScalarCode extends ExprCode {
  private final HostWriter host;
  private final ProgramPlan plan;
  private final Node self;
  private final PolyCode polys;

  /**
   * @param self the scalar that is being computed; other scalars are referred to by name
   */
  ScalarCode(HostWriter host, ProgramPlan plan, Node self) {
    super(true);
    this.host = host;
    this.plan = plan;
    this.self = self;
    this.polys = new PolyCode(this::atom);
  }

  private String atom(Atom atom) {
    if (atom instanceof Atom.Lookup lookup) {
      String table = host.memoryCode(plan, lookup.table());
      return table + ".data().get(" + polys.of(lookup.table().shape().offset(lookup.index())) + ")";
    }
    return atom.toString();
  }

  @Override
  String local(Expr expr) {
    return null;
  }

  @Override
  String load(Expr.Load load) {
    return host.element(plan, load.memory(), polys.of(load.offset()));
  }

  @Override
  String leaf(Expr leaf) {
    return host.scalarReference(plan, ((Expr.Scalar) leaf).node(), self);
  }

  @Override
  String draw(Expr.Draw draw) {
    return "Randoms.%s(Randoms.key(seed(), drawIndex(), %d), %s)"
        .formatted(drawMethod(draw.random()), draw.random().draw(), polys.of(draw.index()));
  }

  @Override
  PolyCode polys() {
    return polys;
  }
}
