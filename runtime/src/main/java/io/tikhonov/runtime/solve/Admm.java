package io.tikhonov.runtime.solve;

/**
 * The alternating direction method of multipliers in scaled form: Boyd, Parikh, Chu, Peleato and
 * Eckstein, "Distributed optimization and statistical learning via the alternating direction method
 * of multipliers", 2011. Residuals are balanced in relative terms, as Wohlberg, "ADMM penalty
 * parameter selection by residual balancing", 2017, proposes: then the scale of x plays no role.
 *
 * @param rho strength of the coupling at the beginning
 * @param relaxation between 0 and 2; above 1 is over-relaxation
 * @param adaptive whether residuals are balanced
 */
record Admm(double rho, double relaxation, boolean adaptive) implements Method {

  /** One residual may be so many times the other one. */
  private static final double BALANCE = 10;

  private static final double CHANGE = 2;

  /** After so many changes they become rare, since the method converges between them only. */
  private static final int FREE_CHANGES = 20;

  @Override
  public Outcome minimize(Run run, double[] start) {
    return new Steps(run, start).run();
  }

  private final class Steps extends Splitting {
    private final double[] dual;
    private final double[] target;
    private final double[] next;
    private double strength = rho;
    private int changes;
    private int wait;

    Steps(Run run, double[] start) {
      super(run, start);
      dual = new double[run.size()];
      target = new double[run.size()];
      next = new double[run.size()];
      // The dual variable of a solution: one that starts there stays there.
      Vectors.add(-1 / strength, gradient, dual);
    }

    @Override
    double iterate() {
      Vectors.subtract(z, dual, target);
      follow(target, strength);
      for (int i = 0; i < z.length; i++) {
        dual[i] += relaxation * x[i] + (1 - relaxation) * z[i];
      }
      run.problem().proximal(dual, zero, 1 / strength, next);
      Vectors.add(-1, next, dual);
      double primal = Math.sqrt(Vectors.squaredDistance(x, next));
      double change = Math.sqrt(Vectors.squaredDistance(z, next));
      Vectors.copy(next, z);
      double coupling = strength;
      if (adaptive) {
        balance(primal, change);
      }
      return coupling * Math.min(primal, change);
    }

    private void balance(double primal, double change) {
      if (wait-- > 0) {
        return;
      }
      double relativePrimal = primal * Vectors.norm(dual);
      double relativeDual = change * Math.max(Vectors.norm(x), Vectors.norm(z));
      double factor =
          relativePrimal > BALANCE * relativeDual
              ? CHANGE
              : relativeDual > BALANCE * relativePrimal ? 1 / CHANGE : 1;
      if (factor != 1) {
        strength *= factor;
        Vectors.scale(1 / factor, dual);
        changes++;
        wait = changes <= FREE_CHANGES ? 1 : 1 << Math.min(changes - FREE_CHANGES, 30);
      }
    }
  }
}
