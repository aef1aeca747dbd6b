package io.tikhonov.runtime.support;

/**
 * Decompositions of row-major matrices by LAPACK.
 *
 * <p>Inputs are not modified. Workspaces are kept, so that after the first call with given sizes a
 * call allocates nothing. LAPACK runs on one thread: results do not depend on the number of
 * threads. Not for several threads at once: each program has its own.
 *
 * <p>A matrix without a decomposition (singular, not positive definite, holding NaN) gives an
 * {@link ArithmeticException} that says so; memory that is too short an {@link
 * IllegalArgumentException}.
 */
public final class Lapack implements AutoCloseable {

  private final FloatDecompositions singles;
  private final DoubleDecompositions doubles;

  /** Decompositions that multiply matrices with the given products. */
  public Lapack(Blas blas) {
    singles = new FloatDecompositions(blas);
    doubles = new DoubleDecompositions(blas);
  }

  /**
   * Thin singular value decompositions Aᵢ = Uᵢ·diag(sᵢ)·Vtᵢ of {@code count} m×n matrices that
   * follow each other, with r = min(m, n): U is (count, m, r), s is (count, r) and descending, Vt
   * is (count, r, n). The signs of pairs of vectors are LAPACK's choice.
   */
  public void svd(int count, int m, int n, Floats a, Floats u, Floats s, Floats vt) {
    singles.svd(count, m, n, a, u, s, vt);
  }

  /** See the overload in single precision. */
  public void svd(int count, int m, int n, Doubles a, Doubles u, Doubles s, Doubles vt) {
    doubles.svd(count, m, n, a, u, s, vt);
  }

  /**
   * The decomposition of one matrix in one array of (m + 1 + n)·min(m, n) elements: U, then the
   * singular values, then Vt.
   */
  public void svdPacked(int m, int n, Floats a, Floats packed) {
    singles.svdPacked(m, n, a, packed);
  }

  /** See the overload in single precision. */
  public void svdPacked(int m, int n, Doubles a, Doubles packed) {
    doubles.svdPacked(m, n, a, packed);
  }

  /** The min(m, n) singular values of a matrix in descending order. */
  public void singularValues(int m, int n, Floats a, Floats s) {
    singles.singularValues(m, n, a, s);
  }

  /** See the overload in single precision. */
  public void singularValues(int m, int n, Doubles a, Doubles s) {
    doubles.singularValues(m, n, a, s);
  }

  /**
   * The lower triangular L with L·Lᵀ = A; reads the lower triangle of A. {@code l} may be {@code
   * a}.
   */
  public void cholesky(int n, Floats a, Floats l) {
    singles.cholesky(n, a, l);
  }

  /** See the overload in single precision. */
  public void cholesky(int n, Doubles a, Doubles l) {
    doubles.cholesky(n, a, l);
  }

  /** A⁻¹. {@code out} may be {@code a}. */
  public void inverse(int n, Floats a, Floats out) {
    singles.inverse(n, a, out);
  }

  /** See the overload in single precision. */
  public void inverse(int n, Doubles a, Doubles out) {
    doubles.inverse(n, a, out);
  }

  /**
   * The natural logarithm of the determinant, which must be positive; {@code out} has one element.
   */
  public void logDet(int n, Floats a, Floats out) {
    singles.logDet(n, a, out);
  }

  /** See the overload in single precision. */
  public void logDet(int n, Doubles a, Doubles out) {
    doubles.logDet(n, a, out);
  }

  /**
   * The proximal step of the nuclear norm: A with every singular value s replaced by max(s −
   * threshold, 0). {@code out} may be {@code a}.
   *
   * @return the rank of the result
   */
  public int singularValueThreshold(int m, int n, Floats a, double threshold, Floats out) {
    return singles.singularValueThreshold(m, n, a, threshold, out);
  }

  /**
   * See the overload in single precision.
   *
   * @return the rank of the result
   */
  public int singularValueThreshold(int m, int n, Doubles a, double threshold, Doubles out) {
    return doubles.singularValueThreshold(m, n, a, threshold, out);
  }

  /** Gives the workspaces back. */
  @Override
  public void close() {
    singles.close();
    doubles.close();
  }
}
