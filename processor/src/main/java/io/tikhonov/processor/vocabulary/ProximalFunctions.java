package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.BallProjection;
import io.tikhonov.processor.catalogue.formula.GroupShrinkage;
import io.tikhonov.processor.catalogue.formula.Projection;
import io.tikhonov.processor.catalogue.formula.Shrinkage;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import java.util.List;
import java.util.OptionalDouble;

/** Proximal operators and projections in the Euclidean metric; the step is the last argument. */
final class ProximalFunctions {

  private ProximalFunctions() {}

  static void register(Registry proximal) {
    proximal.tensor(
        "l1", call -> Expressions.softThreshold(call.graph(), call.node(0), step(call)));
    proximal.tensor("l2", call -> Shrinkage.quadratic(call.graph(), call.node(0), step(call)));
    proximal.tensor("elasticNet", ProximalFunctions::elasticNet);
    proximal.tensor(
        "l2Norm", call -> shrink(call, call.node(0), step(call), Graph.allAxes(call.node(0))));
    proximal.tensor("maximumNorm", ProximalFunctions::maximumNorm);
    proximal.tensor("groupLasso", call -> shrink(call, call.node(0), step(call), inside(call, 1)));
    proximal.tensor("sparseGroupLasso", ProximalFunctions::sparseGroupLasso);
    proximal.tensor("nuclearNorm", ProximalFunctions::nuclearNorm);
    proximal.tensor(
        "spectralNorm", call -> Shrinkage.spectralNorm(call.graph(), matrix(call), step(call)));
    proximal.tensor("logSum", ProximalFunctions::logSum);
    proximal.tensor(
        "squaredError",
        call -> Shrinkage.towards(call.graph(), call.node(0), step(call), like(call, 1)));
    proximal.tensor(
        "absoluteError",
        call -> Shrinkage.absoluteError(call.graph(), call.node(0), step(call), like(call, 1)));
    proximal.tensor("huber", ProximalFunctions::huber);
    proximal.tensor("pinball", ProximalFunctions::pinball);
    proximal.tensor(
        "poisson",
        call -> Shrinkage.poisson(call.graph(), call.node(0), step(call), like(call, 1)));
    registerSets(proximal);
  }

  private static void registerSets(Registry proximal) {
    proximal.tensor("nonNegative", call -> call.graph().max(call.node(0), call.graph().literal(0)));
    proximal.tensor("box", ProximalFunctions::box);
    proximal.tensor(
        "simplex",
        call -> {
          Node sum = positive(call, 1, "sum");
          return Projection.simplex(call.graph(), call.node(0), one(call), sum);
        });
    proximal.tensor(
        "l1Ball",
        call -> {
          Node radius = positive(call, 1, "radius");
          return Projection.l1Ball(call.graph(), call.node(0), one(call), radius);
        });
    proximal.tensor("l2Ball", call -> ball(call, Graph.allAxes(call.node(0))));
    proximal.tensor("maxNorm", call -> ball(call, inside(call, 2)));
    proximal.tensor("minMaxNorm", ProximalFunctions::minMaxNorm);
    proximal.tensor(
        "unitNorm",
        call -> {
          Node one = one(call);
          return Projection.normRange(call.graph(), call.node(0), one, one, 1, inside(call, 1));
        });
    proximal.tensor("l0Ball", ProximalFunctions::l0Ball);
    proximal.tensor(
        "halfSpace",
        call ->
            Projection.halfSpace(
                call.graph(), call.node(0), one(call), normal(call), call.node(2)));
    proximal.tensor(
        "hyperplane",
        call ->
            Projection.hyperplane(
                call.graph(), call.node(0), one(call), normal(call), call.node(2)));
  }

  private static Node one(Call call) {
    return call.graph().literal(1);
  }

  /** The last argument. */
  private static Node step(Call call) {
    int last = call.count() - 1;
    call.require(last, Domain.NON_NEGATIVE, "step");
    return call.node(last);
  }

  private static Node positive(Call call, int i, String what) {
    call.require(i, Domain.POSITIVE, what);
    return call.node(i);
  }

  private static Node matrix(Call call) {
    return Shapes.rank(call, 0, 2, "a matrix");
  }

  /** The axes inside the groups along the axis that argument {@code i} names. */
  private static List<Integer> inside(Call call, int i) {
    Node v = call.node(0);
    return Expressions.axesInside(v.shape(), Axes.axis(call, i, v.shape()));
  }

  /** An argument broadcast to the shape of the first. */
  private static Node like(Call call, int i) {
    Shapes.meet(call, 0, i + 1);
    return call.graph().broadcast(call.node(i), call.node(0).shape());
  }

  private static Node normal(Call call) {
    if (!call.node(1).shape().equals(call.node(0).shape())) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          1,
          "%s: %s is %s and the normal %s is %s; both need the same shape."
              .formatted(
                  call.name(),
                  call.source(0),
                  Shapes.describe(call.node(0).shape()),
                  call.source(1),
                  Shapes.describe(call.node(1).shape())));
    }
    return call.node(1);
  }

  private static Node shrink(Call call, Node v, Node threshold, List<Integer> inside) {
    // Scalar thresholds need no root, so the precision does not matter.
    return GroupShrinkage.apply(call.graph(), true, v, threshold, inside);
  }

  private static Node ball(Call call, List<Integer> inside) {
    Node radius = positive(call, 1, "radius");
    return BallProjection.apply(call.graph(), true, call.node(0), one(call), radius, inside);
  }

  private static Node elasticNet(Call call) {
    call.require(1, Domain.UNIT, "l1Ratio");
    Graph g = call.graph();
    Node ratio = call.node(1);
    Node thresholded = Expressions.softThreshold(g, call.node(0), g.mul(step(call), ratio));
    return Shrinkage.quadratic(g, thresholded, g.mul(step(call), g.sub(g.literal(1), ratio)));
  }

  private static Node sparseGroupLasso(Call call) {
    call.require(1, Domain.UNIT, "l1Ratio");
    Graph g = call.graph();
    Node ratio = call.node(1);
    Node v = call.node(0);
    int axis = Axes.axis(call, 2, v.shape());
    Node thresholded = Expressions.softThreshold(g, v, g.mul(step(call), ratio));
    Node root = g.sqrt(g.size(Expressions.groupSize(v.shape(), axis)));
    Node rest = g.mul(step(call), g.mul(g.sub(g.literal(1), ratio), root));
    return shrink(call, thresholded, rest, Expressions.axesInside(v.shape(), axis));
  }

  /** v less its projection on the 1-norm ball; 0 inside of it. */
  private static Node maximumNorm(Call call) {
    Graph g = call.graph();
    Node v = call.node(0);
    return g.sub(v, Projection.l1Ball(g, v, one(call), step(call)));
  }

  private static Node nuclearNorm(Call call) {
    return call.graph().node(new LibraryOp.SingularValueThreshold(), matrix(call), step(call));
  }

  private static Node logSum(Call call) {
    Node epsilon = positive(call, 1, "epsilon");
    return Shrinkage.logSum(call.graph(), call.node(0), step(call), epsilon);
  }

  private static Node huber(Call call) {
    Node delta = positive(call, 2, "delta");
    return Shrinkage.huber(call.graph(), call.node(0), step(call), like(call, 1), delta);
  }

  private static Node pinball(Call call) {
    call.require(2, Domain.OPEN_UNIT, "quantile");
    return Shrinkage.pinball(call.graph(), call.node(0), step(call), like(call, 1), call.node(2));
  }

  private static Node box(Call call) {
    requireOrder(call, 1);
    return Expressions.clamp(call.graph(), call.node(0), call.node(1), call.node(2));
  }

  private static void requireOrder(Call call, int i) {
    OptionalDouble min = call.known(i);
    OptionalDouble max = call.known(i + 1);
    if (min.isPresent() && max.isPresent() && !(min.getAsDouble() <= max.getAsDouble())) {
      throw call.problem(
          Rule.VALUE_OUT_OF_RANGE,
          i + 1,
          "%s: max = %s is below min = %s. Swap the two."
              .formatted(call.name(), call.source(i + 1), call.source(i)));
    }
  }

  private static Node minMaxNorm(Call call) {
    call.require(1, Domain.NON_NEGATIVE, "min");
    call.require(2, Domain.POSITIVE, "max");
    requireOrder(call, 1);
    return Projection.normRange(
        call.graph(), call.node(0), call.node(1), call.node(2), 1, inside(call, 3));
  }

  private static Node l0Ball(Call call) {
    int count = call.integer(1);
    if (count < 0) {
      throw call.problem(Rule.VALUE_OUT_OF_RANGE, 1, "l0Ball: count must be at least 0.");
    }
    Graph g = call.graph();
    return Projection.l0Ball(g, call.node(0), one(call), g.literal(count));
  }
}
