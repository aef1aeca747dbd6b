package io.tikhonov.dsl;

/**
 * How a parameter or state is filled before training.
 *
 * <p>Draws depend on the builder's seed and on the parameter's name only. {@code scale} below is
 * {@link Parameter#initScale()}. The fans of a shape {@code (a, b)} are fan_in = a and fan_out = b,
 * because weights are used as {@code x.matmul(w)}; of a kernel {@code (out, in, kh, kw)}, from
 * three axes on, they are in·kh·kw and out·kh·kw; of a vector of length n both are n.
 */
public enum Init {
  /**
   * By {@link Role}: weights {@link #GLOROT_UNIFORM}, biases {@link #ZEROS}, norm gains {@link
   * #ONES}, embeddings {@link #NORMAL} with standard deviation 1.
   */
  DEFAULT,
  /** All 0. */
  ZEROS,
  /** All 1. */
  ONES,
  /** All equal to scale (0). */
  CONSTANT,
  /** Uniform on (−scale, scale); scale is the half width (0.05). */
  UNIFORM,
  /** Normal with mean 0; scale is the standard deviation (1). */
  NORMAL,
  /**
   * Uniform on ±scale·√(6 / (fan_in + fan_out)); scale is a gain (1). Glorot and Bengio,
   * Understanding the difficulty of training deep feedforward neural networks, 2010.
   */
  GLOROT_UNIFORM,
  /** Normal with standard deviation scale·√(2 / (fan_in + fan_out)); scale is a gain (1). */
  GLOROT_NORMAL,
  /**
   * Uniform on ±scale·√(6 / fan_in); scale is a gain (1). He et al., Delving Deep into Rectifiers,
   * 2015: keeps the variance through layers with {@code relu}.
   */
  HE_UNIFORM,
  /** Normal with standard deviation scale·√(2 / fan_in); scale is a gain (1). */
  HE_NORMAL,
  /**
   * Uniform on ±scale·√(3 / fan_in); scale is a gain (1). LeCun et al., Efficient BackProp, 1998.
   */
  LECUN_UNIFORM,
  /** Normal with standard deviation scale·√(1 / fan_in); scale is a gain (1). */
  LECUN_NORMAL,
  /**
   * A random matrix, the first axis against the others, with orthonormal rows or columns (whichever
   * are fewer), times scale (1). Needs two axes or more. Saxe et al., Exact solutions to the
   * nonlinear dynamics of learning in deep linear neural networks, 2014.
   */
  ORTHOGONAL,
  /** Scale (1) on the main diagonal of a matrix and 0 elsewhere. */
  IDENTITY
}
