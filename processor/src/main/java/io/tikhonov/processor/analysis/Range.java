package io.tikhonov.processor.analysis;

import java.util.function.DoubleUnaryOperator;

/** A closed interval; infinite ends stand for no bound. */
public record Range(double low, double high) {
  public static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Range NON_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);
  static final Range UNIT = new Range(0, 1);
  static final Range SIGNED_UNIT = new Range(-1, 1);

  /** What is undefined has no bound. */
  public Range {
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      low = Double.NEGATIVE_INFINITY;
      high = Double.POSITIVE_INFINITY;
    }
  }

  static Range of(double value) {
    return new Range(value, value);
  }

  public boolean isBounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  Range hull(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** What lies in both; this one if nothing does, because then it is never computed. */
  Range intersect(Range other) {
    double from = Math.max(low, other.low);
    double to = Math.min(high, other.high);
    return from <= to ? new Range(from, to) : this;
  }

  Range plus(Range other) {
    return new Range(low + other.low, high + other.high);
  }

  Range negate() {
    return new Range(-high, -low);
  }

  Range times(Range other) {
    double a = product(low, other.low);
    double b = product(low, other.high);
    double c = product(high, other.low);
    double d = product(high, other.high);
    return new Range(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** An end that is not reached times 0 is 0. */
  private static double product(double x, double y) {
    return x == 0 || y == 0 ? 0 : x * y;
  }

  /** 1/x for an interval on one side of 0. */
  Range reciprocal() {
    if (low >= 0) {
      return new Range(1 / high, low == 0 ? Double.POSITIVE_INFINITY : 1 / low);
    }
    return high <= 0 ? negate().reciprocal().negate() : ALL;
  }

  Range square() {
    double a = low * low;
    double b = high * high;
    return new Range(contains(0) ? 0 : Math.min(a, b), Math.max(a, b));
  }

  Range abs() {
    double a = Math.abs(low);
    double b = Math.abs(high);
    return new Range(contains(0) ? 0 : Math.min(a, b), Math.max(a, b));
  }

  /** The image under a function that never falls. */
  Range map(DoubleUnaryOperator rising) {
    return new Range(rising.applyAsDouble(low), rising.applyAsDouble(high));
  }
}
