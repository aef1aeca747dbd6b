package io.tikhonov.examples;

/**
 * The solution of Burgers' equation on −1 ≤ x ≤ 1 that starts as −sin πx and is 0 at the walls.
 *
 * <p>By the transformation of Cole and Hopf it is a quotient of two integrals over y of f(x − y)
 * e^(−y²/4νt), one of them with the factor −sin π(x − y), where f(z) = e^(−cos(πz)/2πν).
 */
final class Burgers {
  /** The integrals end where the bell curve is below the smallest double. */
  private static final double WIDTH = 30;

  private static final int POINTS = 2000;

  private Burgers() {}

  static double start(double x) {
    return -Math.sin(Math.PI * x);
  }

  static double exact(double x, double time, double viscosity) {
    if (time == 0) {
      return start(x);
    }
    double scale = 4 * viscosity * time;
    double end = Math.sqrt(WIDTH * scale);
    double above = 0;
    double below = 0;
    for (int i = -POINTS; i <= POINTS; i++) {
      double y = end * i / POINTS;
      double z = x - y;
      // The largest factor f is taken out of both integrals.
      double exponent = -(1 + Math.cos(Math.PI * z)) / (2 * Math.PI * viscosity) - y * y / scale;
      double weight = Math.exp(exponent + 1 / (Math.PI * viscosity));
      above += start(z) * weight;
      below += weight;
    }
    return above / below;
  }
}
