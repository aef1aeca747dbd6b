package io.tikhonov.runtime.solve;

/** A way to minimise a composite sum. */
interface Method {

  /**
   * Minimises.
   *
   * @param run the sum, what it costs, and when it is enough
   * @param start the first point; not changed
   * @throws ArithmeticException if something is not finite at a point that had to be taken
   */
  Outcome minimize(Run run, double[] start);
}
