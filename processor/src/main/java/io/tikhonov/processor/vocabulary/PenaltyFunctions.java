package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.catalogue.formula.Orthogonality;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import java.util.List;
import java.util.Optional;

/** The penalties of the catalogue as functions of any tensor, without their weight. */
final class PenaltyFunctions {
  /** Differences of a higher order lose all digits. */
  private static final int HIGHEST_ORDER = 6;

  private PenaltyFunctions() {}

  static void register(Registry penalties) {
    penalties.tensor("l1", call -> Penalty.l1(call.graph(), call.node(0)));
    penalties.tensor("l2", call -> Penalty.l2(call.graph(), call.node(0)));
    penalties.tensor("l2Norm", call -> Penalty.l2Norm(call.graph(), call.node(0)));
    penalties.tensor("elasticNet", PenaltyFunctions::elasticNet);
    penalties.tensor("logSum", PenaltyFunctions::logSum);
    penalties.tensor(
        "groupLasso", call -> Penalty.groupLasso(call.graph(), call.node(0), axis(call, 1)));
    penalties.tensor("sparseGroupLasso", PenaltyFunctions::sparseGroupLasso);
    penalties.tensor("nuclearNorm", call -> Penalty.nuclearNorm(call.graph(), matrix(call, 0)));
    penalties.tensor("spectralNorm", call -> Penalty.spectralNorm(call.graph(), matrix(call, 0)));
    orthogonality(penalties, "softOrthogonality", Orthogonality.Variant.GRAM);
    orthogonality(penalties, "offDiagonalOrthogonality", Orthogonality.Variant.OFF_DIAGONAL);
    orthogonality(penalties, "orthogonalityNorm", Orthogonality.Variant.NORM);
    penalties.tensor("groupOrthogonality", PenaltyFunctions::groupOrthogonality);
    penalties.tensor(
        "totalVariation",
        call -> {
          Node x = call.node(0);
          Axes.pullNeighbours(call, 1, "Total variation");
          return Penalty.totalVariation(call.graph(), x, Axes.axes(call, 1, x));
        });
    penalties.tensor("isotropicTotalVariation", PenaltyFunctions::isotropicTotalVariation);
    penalties.tensor("smoothness", PenaltyFunctions::smoothness);
    penalties.tensor("tikhonov", PenaltyFunctions::tikhonov);
    penalties.tensor("dirichlet", GraphFunctions::dirichlet);
    penalties.tensor("anchor", PenaltyFunctions::anchor);
    penalties.tensor("normLoss", PenaltyFunctions::normLoss);
    penalties.tensor("hypersphericalEnergy", PenaltyFunctions::hypersphericalEnergy);
    quantization(penalties, "cauchySchwarzBinary", Penalty.Levels.BINARY);
    quantization(penalties, "cauchySchwarzOneSided", Penalty.Levels.ONE_SIDED);
    quantization(penalties, "cauchySchwarzTernary", Penalty.Levels.TERNARY);
  }

  private static void orthogonality(
      Registry penalties, String name, Orthogonality.Variant variant) {
    penalties.tensor(name, call -> Orthogonality.of(call.graph(), matrix(call, 0), variant));
  }

  private static void quantization(Registry penalties, String name, Penalty.Levels levels) {
    penalties.tensor(name, call -> Penalty.cauchySchwarz(call.graph(), call.node(0), levels));
  }

  private static int axis(Call call, int i) {
    return Axes.axis(call, i, call.node(0).shape());
  }

  private static Node matrix(Call call, int i) {
    return Shapes.rank(call, i, 2, "a matrix");
  }

  /** r·l1(x) + (1 − r)·l2(x). */
  private static Node elasticNet(Call call) {
    call.require(1, Domain.UNIT, "l1Ratio");
    Graph g = call.graph();
    Node ratio = call.node(1);
    Node rest = g.sub(g.literal(1), ratio);
    Node x = call.node(0);
    return g.add(g.mul(ratio, Penalty.l1(g, x)), g.mul(rest, Penalty.l2(g, x)));
  }

  private static Node logSum(Call call) {
    call.require(1, Domain.POSITIVE, "epsilon");
    return Penalty.logSum(call.graph(), call.node(0), call.node(1));
  }

  private static Node sparseGroupLasso(Call call) {
    call.require(1, Domain.UNIT, "l1Ratio");
    return Penalty.sparseGroupLasso(call.graph(), call.node(0), call.node(1), axis(call, 2));
  }

  private static Node groupOrthogonality(Call call) {
    Node x = matrix(call, 0);
    int groups = call.integer(1);
    Structure.requirePositive(call, 1, groups);
    Poly rows = x.shape().dim(0);
    Optional<Poly> size = rows.divideExactly(Poly.of(groups));
    if (size.isEmpty()) {
      throw call.problem(
          Rule.BAD_RESHAPE,
          1,
          "groupOrthogonality: %d groups do not divide the %s rows of %s. Declare the dimension as a"
                  .formatted(groups, rows, call.source(0))
              + " multiple, such as \""
              + groups
              + "*g\".");
    }
    return Orthogonality.ofGroups(call.graph(), x, size.get(), groups);
  }

  private static Node isotropicTotalVariation(Call call) {
    call.require(1, Domain.NON_NEGATIVE, "epsilon");
    Node x = call.node(0);
    List<Integer> axes = Axes.axes(call, 2, x);
    Axes.pullNeighbours(call, 2, "Total variation");
    return Penalty.isotropicTotalVariation(call.graph(), x, call.node(1), axes);
  }

  private static Node smoothness(Call call) {
    int order = call.integer(1);
    Structure.requirePositive(call, 1, order);
    if (order > HIGHEST_ORDER) {
      throw call.problem(
          Rule.VALUE_OUT_OF_RANGE,
          1,
          "smoothness: differences of order %d; the order must be at most %d."
              .formatted(order, HIGHEST_ORDER));
    }
    Axes.pullNeighbours(call, 2, "Smoothness");
    return Penalty.smoothness(call.graph(), call.node(0), order, axis(call, 2));
  }

  private static Node tikhonov(Call call) {
    Node operator = matrix(call, 0);
    Node x = call.node(1);
    if (x.shape().rank() != 1 && x.shape().rank() != 2) {
      throw call.problem(
          Rule.WRONG_RANK,
          1,
          "tikhonov needs a vector or a matrix, but %s is %s. Reshape it."
              .formatted(call.source(1), Shapes.describe(x.shape())));
    }
    Shapes.same(call, 0, operator.shape().dim(1), 1, x.shape().dim(0));
    return Penalty.tikhonov(call.graph(), operator, x);
  }

  private static Node anchor(Call call) {
    Shapes.meet(call, 0, 2);
    Graph g = call.graph();
    return Penalty.anchor(g, call.node(0), g.stopGradient(call.node(1)));
  }

  private static Node normLoss(Call call) {
    call.require(1, Domain.NON_NEGATIVE, "target");
    return Penalty.normLoss(call.graph(), call.node(0), call.node(1), axis(call, 2));
  }

  private static Node hypersphericalEnergy(Call call) {
    call.require(1, Domain.NON_NEGATIVE, "power");
    Node x = call.node(0);
    if (x.shape().rank() < 2) {
      throw call.problem(
          Rule.WRONG_RANK,
          0,
          "hypersphericalEnergy needs directions along the axes after the first, but %s is %s."
              .formatted(call.source(0), Shapes.describe(x.shape())));
    }
    return Penalty.hypersphericalEnergy(call.graph(), x, call.number(1));
  }
}
