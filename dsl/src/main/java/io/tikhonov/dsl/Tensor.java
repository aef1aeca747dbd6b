package io.tikhonov.dsl;

/**
 * A tensor of floating-point numbers: a parameter, an input or the result of an operation.
 *
 * <p>A tensor has a shape, a list of dimensions that the compiler knows by name or number; a scalar
 * has none. It is immutable: every operation gives a new one. All elements of a model have the
 * precision of {@link TrainingObjective#precision()}. Tensors exist only in the source of a model;
 * nobody makes one.
 *
 * <p>Elementwise operations broadcast as in NumPy: shapes are aligned at their last axes, a missing
 * axis or one of length 1 is repeated, and any other pair must be the same dimension ({@code
 * hidden} does not meet {@code features}, error TKV201). Everything that is not written as a method
 * here is a static function of {@link Ops}.
 */
public final class Tensor {
  private Tensor() {}

  /** Elementwise sum {@code this + other}, with broadcasting. */
  public Tensor plus(Tensor other) {
    return Compiled.only();
  }

  /** Adds a number to every element. */
  public Tensor plus(double other) {
    return Compiled.only();
  }

  /** Elementwise difference {@code this − other}, with broadcasting. */
  public Tensor minus(Tensor other) {
    return Compiled.only();
  }

  /** Subtracts a number from every element. */
  public Tensor minus(double other) {
    return Compiled.only();
  }

  /**
   * Elementwise product {@code this · other}, with broadcasting; for matrices see {@link #matmul}.
   */
  public Tensor times(Tensor other) {
    return Compiled.only();
  }

  /** Multiplies every element by a number. */
  public Tensor times(double other) {
    return Compiled.only();
  }

  /** Elementwise quotient {@code this / other}, with broadcasting; division by 0 as in IEEE 754. */
  public Tensor div(Tensor other) {
    return Compiled.only();
  }

  /** Divides every element by a number. */
  public Tensor div(double other) {
    return Compiled.only();
  }

  /** The negative of every element. */
  public Tensor negate() {
    return Compiled.only();
  }

  /**
   * Every element to a constant power, as {@link Math#pow}.
   *
   * <p>The derivative is {@code exponent · x^(exponent − 1)}, and 0 everywhere for exponent 0.
   *
   * @param exponent the power, the same for all elements
   */
  public Tensor pow(double exponent) {
    return Compiled.only();
  }

  /** Matrix product; the same as {@link Ops#matmul(Tensor, Tensor) Ops.matmul(this, other)}. */
  public Tensor matmul(Tensor other) {
    return Compiled.only();
  }

  /** Exchanges the last two axes; for any other order see {@link Ops#transpose(Tensor, int...)}. */
  public Tensor transpose() {
    return Compiled.only();
  }
}
