package io.tikhonov.runtime.solve;

import java.util.SplittableRandom;

/**
 * Primal-dual steps with σ the length of a step of the dual variables and τ that of the parameters.
 *
 * <p>Where f is d/2·‖x − c‖², the steps are accelerated: θ = 1/√(1 + 2dτ), τ ← θτ, σ ← σ/θ, so that
 * the gap falls as 1/k² (Chambolle and Pock, 2011, algorithm 2), and the gap is the certificate.
 * The lengths start anew whenever the gap has fallen by a factor, which takes far fewer iterations
 * to small gaps. Otherwise τ and σ follow the residuals of the two conditions of optimality
 * (Goldstein et al., Adaptive Primal-Dual Splitting Methods, 2015), and the larger one is the
 * certificate.
 *
 * @param balance τ/σ at the start; 0 for one that suits
 */
record PrimalDual(double balance, SaddleView saddle) implements Method {

  private static final int POWER_STEPS = 30;

  /** Rayleigh quotients come from below; with this the steps are short enough. */
  private static final double ABOVE = 1.03;

  /** d·τ at the start of accelerated steps: the first ones go nearly to the minimiser over x. */
  private static final double FIRST = 6;

  /** Acceleration starts anew where the gap has fallen to this part: its steps had become short. */
  private static final double RESTART = 0.2;

  private static final int CHECK = 10;

  private static final int PATIENCE = 5_000;

  /** One of so many iterations is looked at, in long runs. */
  private static final int CHECKED_PART = 10;

  /** How far residuals may be apart before steps follow them, and how much they do at first. */
  private static final double APART = 1.5;

  private static final double FOLLOW = 0.5;
  private static final double FOLLOW_LESS = 0.95;

  /** Step lengths stay so far below their bound. */
  private static final double BELOW = 0.99;

  @Override
  public Outcome minimize(Run run, double[] start) {
    if (run.size() != saddle.size()) {
      throw new IllegalStateException(
          "@Optimizer.PrimalDual solves for all parameters together; call"
              + " parameters().unfreeze(names), or make what stays fixed a @Constant.");
    }
    double bound = saddle.squaredNorm();
    double norm = bound > 0 ? bound : ABOVE * squaredNorm(run.size());
    double curvature = saddle.curvature();
    return curvature > 0
        ? new Accelerated(run, start, norm, curvature).run()
        : new Adaptive(run, start, norm).run();
  }

  /** ‖K‖² by power steps from a fixed random point. */
  private double squaredNorm(int size) {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = random.nextDouble() - 0.5;
    }
    double[] image = new double[size];
    double norm = 0;
    for (int step = 0; step < POWER_STEPS; step++) {
      double length = Vectors.norm(x);
      for (int i = 0; i < size; i++) {
        x[i] /= length;
      }
      saddle.normal(x, image);
      norm = Vectors.dot(image, x);
      if (norm == 0) {
        return Double.MIN_NORMAL;
      }
      System.arraycopy(image, 0, x, 0, size);
    }
    return norm;
  }

  /** Many times what lies between two looks at the objective. */
  private static int patience(Run run) {
    return Math.max(PATIENCE, run.iterations());
  }

  private static boolean isChecked(int iteration, int last) {
    return iteration - last >= Math.max(CHECK, iteration / CHECKED_PART);
  }

  /** Steps for a smooth part that is a sum of squares. */
  private final class Accelerated {
    private final Run run;
    private final double curvature;
    private final double norm;
    private double tau;
    private double sigma;
    private double gapAtStart = Double.POSITIVE_INFINITY;

    Accelerated(Run run, double[] start, double norm, double curvature) {
      this.run = run;
      this.curvature = curvature;
      this.norm = norm;
      begin();
      saddle.start(start);
    }

    private void begin() {
      tau = balance > 0 ? Math.sqrt(balance / norm) : FIRST / curvature;
      sigma = 1 / (tau * norm);
    }

    Outcome run() {
      int last = 0;
      while (true) {
        String ending = run.ending(patience(run));
        if (ending != null) {
          return end(gap(run.requireFinite(saddle.primal())), ending);
        }
        double theta = 1 / Math.sqrt(1 + 2 * curvature * tau);
        saddle.iterate(tau, sigma, theta);
        tau *= theta;
        sigma /= theta;
        if (isChecked(run.iterations() + 1, last)) {
          last = run.iterations() + 1;
          double primal = run.requireFinite(saddle.primal());
          double gap = gap(primal);
          run.iterated(primal, gap);
          if (run.isEnough(gap)) {
            return end(gap, null);
          }
          beginAnew(gap);
        } else {
          run.iterated();
        }
      }
    }

    private void beginAnew(double gap) {
      if (gapAtStart == Double.POSITIVE_INFINITY) {
        gapAtStart = gap;
      } else if (gap < RESTART * gapAtStart) {
        gapAtStart = gap;
        begin();
      }
    }

    private double gap(double primal) {
      double scale = Math.max(Math.abs(primal), Double.MIN_NORMAL);
      return Math.max(0, primal - saddle.dual()) / scale;
    }

    private Outcome end(double gap, String ending) {
      double[] x = new double[run.size()];
      saddle.readParameters(x);
      return run.endWithGap(x, gap, ending);
    }
  }

  /** Steps for any other smooth part. */
  private final class Adaptive {
    private final Run run;
    private final double norm;
    private final double[] x;
    private final double[] next;
    private final double[] p;
    private final double[] nextP;
    private double lipschitz;
    private double sigma;
    private double follow = FOLLOW;
    private double primalResidual;
    private double dualResidual;

    Adaptive(Run run, double[] start, double norm) {
      this.run = run;
      this.norm = norm;
      x = start.clone();
      next = new double[run.size()];
      p = new double[saddle.dualSize()];
      nextP = new double[p.length];
      double[] gradient = new double[run.size()];
      double smooth = run.begin(start, gradient);
      if (!saddle.isExact()) {
        lipschitz = lipschitz(run, start, smooth, gradient);
      }
      sigma = 1 / Math.sqrt(norm * (balance > 0 ? balance : 1));
      saddle.start(start);
    }

    /** The largest curvature of f by power steps on differences of gradients. */
    private double lipschitz(Run on, double[] at, double smooth, double[] gradient) {
      double estimate = on.curvature(at, smooth, gradient);
      if (estimate == 0) {
        return 0;
      }
      double[] direction = gradient.clone();
      double[] near = new double[at.length];
      double[] there = new double[at.length];
      for (int step = 0; step < POWER_STEPS; step++) {
        double length = Vectors.norm(direction);
        if (length == 0) {
          break;
        }
        double reach = Math.max(1, Vectors.norm(at)) / length;
        Vectors.combine(at, reach, direction, near);
        if (!Double.isFinite(on.smooth(near, there))) {
          break;
        }
        for (int i = 0; i < there.length; i++) {
          direction[i] = (there[i] - gradient[i]) / reach;
        }
        estimate = Math.max(estimate, Vectors.norm(direction) / length);
      }
      return ABOVE * estimate;
    }

    /** The longest τ for this σ. */
    private double tau() {
      return BELOW / (lipschitz / 2 + sigma * norm);
    }

    Outcome run() {
      int last = 0;
      while (true) {
        String ending = run.ending(patience(run));
        boolean checked = ending != null || isChecked(run.iterations() + 1, last);
        if (checked) {
          saddle.readParameters(x);
          saddle.readDuals(p);
        }
        double tau = tau();
        saddle.iterate(tau, sigma, 1);
        if (!checked) {
          run.iterated();
          continue;
        }
        last = run.iterations() + 1;
        double certificate = certificate(tau);
        run.iterated(run.requireFinite(saddle.primal()), certificate);
        if (ending != null || run.isEnough(certificate)) {
          return run.end(next.clone(), certificate, "residual of optimality, relative", ending);
        }
        followResiduals();
      }
    }

    private double certificate(double tau) {
      saddle.readParameters(next);
      saddle.readDuals(nextP);
      primalResidual = run.relative(Math.sqrt(Vectors.squaredDistance(x, next)) / tau);
      double[] image = new double[next.length];
      saddle.normal(next, image);
      double size = Math.sqrt(Math.max(0, Vectors.dot(image, next)));
      double moved = Math.sqrt(Vectors.squaredDistance(p, nextP)) / sigma;
      dualResidual = moved == 0 ? 0 : moved / Math.max(size, Double.MIN_NORMAL);
      return Math.max(primalResidual, dualResidual);
    }

    private void followResiduals() {
      if (primalResidual > APART * dualResidual) {
        sigma *= 1 - follow;
        follow *= FOLLOW_LESS;
      } else if (dualResidual > APART * primalResidual) {
        sigma /= 1 - follow;
        follow *= FOLLOW_LESS;
      }
    }
  }
}
