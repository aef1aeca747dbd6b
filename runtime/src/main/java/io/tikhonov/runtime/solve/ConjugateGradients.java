package io.tikhonov.runtime.solve;

/**
 * Conjugate gradients for f(x) + ρ/2·‖x − v‖² with quadratic f, on differences of gradients: the
 * product of the Hessian and a direction d is (∇f(a + td) − ∇f(a))/t for any t. The point a stays
 * where the gradient was computed, and td is at least as long as a: then neither end of the
 * difference drowns the other one, however small the steps become.
 */
final class ConjugateGradients {

  /** A curvature below this share of the largest one is none. */
  private static final double LEAST_SHARE = 1e-14;

  private final Run run;
  private final double[] base;
  private final double[] baseGradient;
  private final double[] residual;
  private final double[] direction;
  private final double[] product;
  private final double[] probe;
  private double[] x;
  private double rho;
  private double squares;
  private double size;
  private double curvature;
  private double descent;

  ConjugateGradients(Run run) {
    this.run = run;
    int n = run.size();
    base = new double[n];
    baseGradient = new double[n];
    residual = new double[n];
    direction = new double[n];
    product = new double[n];
    probe = new double[n];
  }

  /**
   * Begins at a point.
   *
   * @param x holds the present point from then on
   * @param smooth f there
   * @param gradient of f there
   * @param v not looked at if ρ = 0
   */
  void begin(double[] x, double smooth, double[] gradient, double[] v, double rho) {
    this.x = x;
    this.rho = rho;
    Vectors.copy(x, base);
    Vectors.copy(gradient, baseGradient);
    for (int i = 0; i < x.length; i++) {
      residual[i] = rho == 0 ? -gradient[i] : rho * (v[i] - x[i]) - gradient[i];
    }
    Vectors.copy(residual, direction);
    squares = Vectors.dot(residual, residual);
    size = Math.max(Vectors.norm(x), rho == 0 ? 0 : Vectors.norm(v));
    double norm = Vectors.norm(gradient);
    if (norm > 0) {
      // A length that f itself has, for points near 0.
      size = Math.max(size, Math.abs(smooth) / norm);
    }
    descent = 0;
  }

  /** The norm of the gradient of the sum, by recurrence. */
  double norm() {
    return Math.sqrt(squares);
  }

  /** How much the sum has fallen since the beginning. */
  double descent() {
    return descent;
  }

  /** The largest curvature of f that was seen, ‖Hd‖²/(dᵀHd); 0 if none was. */
  double curvature() {
    return curvature;
  }

  /** Goes to the minimum along the next direction; false if there is none. */
  boolean advance() {
    double norm = Vectors.norm(direction);
    double length = size > 0 ? size / norm : 1;
    Vectors.combine(base, length, direction, probe);
    run.problem().round(probe);
    run.smoothOrThrow(probe, product);
    for (int i = 0; i < product.length; i++) {
      product[i] = (product[i] - baseGradient[i]) / length;
    }
    double bend = Vectors.dot(product, direction);
    double seen = Vectors.dot(product, product) / bend;
    if (bend > 0 && Double.isFinite(seen)) {
      curvature = Math.max(curvature, seen);
    }
    double whole = bend + rho * norm * norm;
    if (!(whole > LEAST_SHARE * (curvature + rho) * norm * norm)) {
      return false;
    }
    double step = squares / whole;
    for (int i = 0; i < x.length; i++) {
      x[i] += step * direction[i];
      residual[i] -= step * (product[i] + rho * direction[i]);
    }
    descent += step * squares / 2;
    double following = Vectors.dot(residual, residual);
    double weight = following / squares;
    for (int i = 0; i < x.length; i++) {
      direction[i] = residual[i] + weight * direction[i];
    }
    squares = following;
    return true;
  }
}
