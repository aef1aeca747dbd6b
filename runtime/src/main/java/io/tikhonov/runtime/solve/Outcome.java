package io.tikhonov.runtime.solve;

/** What a method has found. */
final class Outcome {

  private final double[] x;
  private final double certificate;
  private final String kind;
  private final boolean converged;
  private final String reason;

  /**
   * A point.
   *
   * @param x the point itself, not copied
   * @param certificate at this very point, relative
   * @param kind what the certificate is, in words
   * @param converged whether the certificate is within the tolerance
   * @param reason why the method ended, in words that follow "it ended because"
   */
  Outcome(double[] x, double certificate, String kind, boolean converged, String reason) {
    this.x = x;
    this.certificate = certificate;
    this.kind = kind;
    this.converged = converged;
    this.reason = reason;
  }

  double[] x() {
    return x;
  }

  double certificate() {
    return certificate;
  }

  String kind() {
    return kind;
  }

  boolean converged() {
    return converged;
  }

  String reason() {
    return reason;
  }
}
