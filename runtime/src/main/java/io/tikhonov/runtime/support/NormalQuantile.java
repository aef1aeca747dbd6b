package io.tikhonov.runtime.support;

/**
 * The quantile function of the standard normal law by rational approximation, relative error below
 * 10⁻¹⁵: algorithm AS 241, PPND16 (Wichura 1988). Faster than the polar forms, one uniform number
 * gives one normal number, and only the tails need a logarithm.
 */
final class NormalQuantile {

  /** Up to this distance from ½ the central approximation holds. */
  private static final double CENTRAL = 0.425;

  private static final double CENTRAL_SQUARED = 0.180625;

  /** Up to this √(−ln p) the middle approximation holds. */
  private static final double MIDDLE = 5;

  private static final double MIDDLE_START = 1.6;

  // Coefficients from the highest power down.
  private static final double[] CENTRAL_NUMERATOR = {
    2509.0809287301227,
    33430.57558358813,
    67265.7709270087,
    45921.95393154987,
    13731.69376550946,
    1971.5909503065513,
    133.14166789178438,
    3.3871328727963665
  };
  private static final double[] CENTRAL_DENOMINATOR = {
    5226.495278852854,
    28729.085735721943,
    39307.89580009271,
    21213.794301586597,
    5394.196021424751,
    687.1870074920579,
    42.31333070160091,
    1
  };
  private static final double[] MIDDLE_NUMERATOR = {
    0.0007745450142783414,
    0.022723844989269184,
    0.2417807251774506,
    1.2704582524523684,
    3.6478483247632045,
    5.769497221460691,
    4.630337846156546,
    1.4234371107496835
  };
  private static final double[] MIDDLE_DENOMINATOR = {
    1.0507500716444169e-09,
    0.0005475938084995345,
    0.015198666563616457,
    0.14810397642748008,
    0.6897673349851,
    1.6763848301838038,
    2.053191626637759,
    1
  };
  private static final double[] FAR_NUMERATOR = {
    2.0103343992922881e-07,
    2.7115555687434876e-05,
    0.0012426609473880784,
    0.026532189526576124,
    0.29656057182850487,
    1.7848265399172913,
    5.463784911164114,
    6.657904643501103
  };
  private static final double[] FAR_DENOMINATOR = {
    2.0442631033899397e-15,
    1.421511758316446e-07,
    1.8463183175100548e-05,
    0.0007868691311456133,
    0.014875361290850615,
    0.1369298809227358,
    0.599832206555888,
    1
  };

  private NormalQuantile() {}

  /** The x with Φ(x) = p, for 0 &lt; p &lt; 1. */
  static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRAL) {
      double r = CENTRAL_SQUARED - q * q;
      return q * polynomial(CENTRAL_NUMERATOR, r) / polynomial(CENTRAL_DENOMINATOR, r);
    }
    double r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
    double x =
        r <= MIDDLE
            ? polynomial(MIDDLE_NUMERATOR, r - MIDDLE_START)
                / polynomial(MIDDLE_DENOMINATOR, r - MIDDLE_START)
            : polynomial(FAR_NUMERATOR, r - MIDDLE) / polynomial(FAR_DENOMINATOR, r - MIDDLE);
    return q < 0 ? -x : x;
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * x + coefficient;
    }
    return value;
  }
}
