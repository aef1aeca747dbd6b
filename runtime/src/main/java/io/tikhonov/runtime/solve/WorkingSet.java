package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Blas;
import io.tikhonov.runtime.support.Workers;

/**
 * The coordinates that may move, with what descent on them needs; those outside stay at 0 (or at a
 * bound) until their optimality conditions fail.
 */
final class WorkingSet implements AutoCloseable {

  /** Above this number of features, steps go over the rows. */
  private static final int MOST_IN_GRAM = 4096;

  /** Below this number of features, they never do. */
  private static final int FEW = 256;

  final Design design;
  final WorkingGram gram;
  final boolean centred;

  private final Blas blas;
  private final GramDescent gramDescent;
  private final ResidualDescent residualDescent;
  private final int[] list;

  WorkingSet(LinearModel model, Workers workers) {
    blas = new Blas(workers);
    design = new Design(model.design(), model.rows(), model.features(), blas, workers);
    centred = model.hasIntercept();
    gram = new WorkingGram(design, centred, blas, workers);
    gramDescent = new GramDescent(gram);
    residualDescent = new ResidualDescent(design, centred);
    list = new int[design.features];
  }

  /** Sets the weights of the rows. */
  void weigh(double[] weights) {
    gram.weigh(weights, limit());
  }

  /** Computes second derivatives of all coordinates at once, if that is worth while. */
  void computeAll() {
    if (design.features <= MOST_IN_GRAM && design.features <= design.rows) {
      gram.computeAll();
    }
  }

  private int limit() {
    return Math.min(MOST_IN_GRAM, Math.max(FEW, 2 * design.rows));
  }

  /** Computes the derivatives by w and the intercept from the slopes of a point. */
  void differentiate(Point point) {
    design.transposedProduct(point.slope, point.gradient);
    point.interceptSlope = centred ? Vectors.sum(point.slope) : 0;
  }

  /** The descent that suits the size of the working set, at a point. */
  Descent enter(Point at) {
    Descent descent;
    if (gram.holds()) {
      gramDescent.enter(at);
      descent = gramDescent;
    } else {
      residualDescent.enter(gram.order, gram.count, gram.weights(), at);
      descent = residualDescent;
    }
    for (int i = 0; i < descent.count; i++) {
      descent.w[i] = at.w[descent.order[i]];
    }
    return descent;
  }

  /** Takes the coordinates in that are not 0. */
  void takeNonzeros(Blocks blocks, double[] w) {
    int count = 0;
    for (int j = 0; j < w.length; j++) {
      if (w[j] != 0 && gram.place[j] < 0 && blocks.groupOf[j] < 0) {
        list[count++] = j;
      }
    }
    for (int[] members : blocks.groups) {
      if (gram.place[members[0]] < 0 && Blocks.norm(members, w) > 0) {
        count = add(members, count);
      }
    }
    gram.append(list, count, limit());
  }

  private int add(int[] members, int count) {
    int next = count;
    for (int j : members) {
      list[next++] = j;
    }
    return next;
  }

  /**
   * Takes coordinates in that may not stay as they are.
   *
   * @param before the penalty of the last solution
   * @param share how far slopes may still move, as a part of the change of the thresholds since
   *     then: 1 where the gradient is that of the last solution (the strong rule), 0 for those
   *     coordinates only whose optimality conditions do not hold
   * @return how many
   */
  int extend(Blocks blocks, Blocks before, double share, Point at) {
    double[] w = at.w;
    int count = 0;
    for (int j = 0; j < w.length; j++) {
      if (gram.place[j] < 0 && blocks.groupOf[j] < 0) {
        double threshold = threshold(blocks.l1[j], before.l1[j], share);
        if (w[j] != 0 || leaves(blocks, j, Blocks.soft(-at.gradient[j], threshold))) {
          list[count++] = j;
        }
      }
    }
    for (int group = 0; group < blocks.groups.length; group++) {
      if (gram.place[blocks.groups[group][0]] < 0 && leaves(blocks, before, share, group, at)) {
        count = add(blocks.groups[group], count);
      }
    }
    gram.append(list, count, limit());
    return count;
  }

  private static double threshold(double now, double before, double share) {
    return Math.max(0, now - share * Math.max(0, before - now));
  }

  private static boolean leaves(Blocks blocks, int j, double direction) {
    return direction > 0 ? blocks.upper[j] > 0 : direction < 0 && blocks.lower[j] < 0;
  }

  private boolean leaves(Blocks blocks, Blocks before, double share, int group, Point at) {
    double squares = 0;
    for (int j : blocks.groups[group]) {
      if (at.w[j] != 0) {
        return true;
      }
      double t = Blocks.soft(-at.gradient[j], blocks.l1[j]);
      if (leaves(blocks, j, t)) {
        squares += t * t;
      }
    }
    return Math.sqrt(squares) > threshold(blocks.strength[group], before.strength[group], share);
  }

  @Override
  public void close() {
    gram.close();
    design.close();
    blas.close();
  }
}
