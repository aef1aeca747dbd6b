package io.tikhonov.processor.ir;

/** The error function to double precision, by its series and its continued fraction. */
final class Erf {
  private static final double SERIES_UP_TO = 2.5;

  private Erf() {}

  static double of(double x) {
    double a = Math.abs(x);
    return Math.signum(x) * (a < SERIES_UP_TO ? series(a) : 1 - complement(a));
  }

  /** 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5···(2n+1)), all terms positive. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private static double complement(double x) {
    double fraction = 0;
    for (int n = 120; n > 0; n--) {
      fraction = n / 2.0 / (x + fraction);
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }
}
