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

  /** Xᵀ·slope; outside of the working set it may be older. */
  final double[] gradient;

  private final Blas blas;
  private final GramDescent gramDescent;
  private final ResidualDescent residualDescent;
  private final int[] list;

  WorkingSet(LinearModel model, Workers workers) {
    blas = new Blas(workers);
    design = new Design(model.design(), model.rows(), model.features(), workers);
    centred = model.hasIntercept();
    gradient = new double[design.features];
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

  long sweeps() {
    return gramDescent.sweeps() + residualDescent.sweeps();
  }

  /** The descent that suits the size of the working set, at w; its state is to be filled. */
  Descent enter(double[] w) {
    Descent descent;
    if (gram.holds()) {
      gramDescent.enter();
      descent = gramDescent;
    } else {
      residualDescent.enter(gram.order, gram.count, gram.weights());
      descent = residualDescent;
    }
    for (int i = 0; i < descent.count; i++) {
      descent.w[i] = w[descent.order[i]];
    }
    return descent;
  }

  /** x̄ᵀw for w that is 0 outside of the working set. */
  double shift(double[] w) {
    double shift = 0;
    for (int j = 0; j < w.length && centred; j++) {
      if (w[j] != 0) {
        shift += w[j] * gram.mean(j);
      }
    }
    return shift;
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
   * @param before the penalty of the last solution, at which the gradient was taken, for the strong
   *     rule; null for those only whose optimality conditions do not hold
   * @return how many
   */
  int extend(Blocks blocks, Blocks before, double[] w) {
    int count = 0;
    for (int j = 0; j < w.length; j++) {
      if (gram.place[j] < 0 && blocks.groupOf[j] < 0) {
        double bound = blocks.l1[j];
        double threshold = before == null ? bound : strong(bound, before.l1[j]);
        if (w[j] != 0 || leaves(blocks, j, Blocks.soft(-gradient[j], threshold))) {
          list[count++] = j;
        }
      }
    }
    for (int group = 0; group < blocks.groups.length; group++) {
      if (gram.place[blocks.groups[group][0]] < 0 && leaves(blocks, before, group, w)) {
        count = add(blocks.groups[group], count);
      }
    }
    gram.append(list, count, limit());
    return count;
  }

  /** Slopes change at most as much as the threshold does, where they change slowly enough. */
  private static double strong(double now, double before) {
    return Math.max(0, Math.min(now, 2 * now - before));
  }

  private static boolean leaves(Blocks blocks, int j, double direction) {
    return direction > 0 ? blocks.upper[j] > 0 : direction < 0 && blocks.lower[j] < 0;
  }

  private boolean leaves(Blocks blocks, Blocks before, int group, double[] w) {
    double squares = 0;
    for (int j : blocks.groups[group]) {
      if (w[j] != 0) {
        return true;
      }
      double t = Blocks.soft(-gradient[j], blocks.l1[j]);
      if (leaves(blocks, j, t)) {
        squares += t * t;
      }
    }
    double bound = blocks.strength[group];
    double threshold = before == null ? bound : strong(bound, before.strength[group]);
    return Math.sqrt(squares) > threshold;
  }

  @Override
  public void close() {
    gram.close();
    blas.close();
  }
}
