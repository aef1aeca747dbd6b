package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import java.util.ArrayList;
import java.util.List;

/** The penalties of the catalogue as functions of any tensor, without their weight. */
final class PenaltyFunctions {

  private PenaltyFunctions() {}

  static void register(Registry penalties) {
    penalties.tensor("l1", call -> l1(call.graph(), call.node(0)));
    penalties.tensor("l2", call -> l2(call.graph(), call.node(0)));
    penalties.tensor("elasticNet", PenaltyFunctions::elasticNet);
    penalties.tensor("groupLasso", PenaltyFunctions::groupLasso);
    penalties.tensor("nuclearNorm", PenaltyFunctions::nuclearNorm);
    penalties.tensor("totalVariation", PenaltyFunctions::totalVariation);
  }

  /** The sum of absolute values. */
  private static Node l1(Graph g, Node x) {
    return g.sum(g.abs(x));
  }

  /** Half the sum of squares. */
  private static Node l2(Graph g, Node x) {
    return g.mul(g.literal(0.5), g.sum(g.square(x)));
  }

  /** r·l1(x) + (1 − r)·l2(x). */
  private static Node elasticNet(Call call) {
    call.require(1, Domain.UNIT, "l1Ratio");
    Graph g = call.graph();
    Node ratio = call.node(1);
    Node rest = g.sub(g.literal(1), ratio);
    Node x = call.node(0);
    return g.add(g.mul(ratio, l1(g, x)), g.mul(rest, l2(g, x)));
  }

  /** The sum of the norms of the slices x[.., i, ..] along the axis. */
  private static Node groupLasso(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    List<Integer> others = new ArrayList<>(Graph.allAxes(x));
    others.remove(Integer.valueOf(Axes.axis(call, 1, x.shape())));
    return g.sum(g.norm(x, others));
  }

  /** The sum of the singular values. */
  private static Node nuclearNorm(Call call) {
    Node x = Shapes.rank(call, 0, 2, "a matrix");
    return call.graph().sum(call.graph().node(new LibraryOp.SingularValues(), x));
  }

  /** The sum of |differences of neighbours| along every named axis, along all if none is named. */
  private static Node totalVariation(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    Node total = g.literal(0);
    for (int axis : Axes.axes(call, 1, x)) {
      total = g.add(total, l1(g, Structure.diff(g, x, axis)));
    }
    return total;
  }
}
