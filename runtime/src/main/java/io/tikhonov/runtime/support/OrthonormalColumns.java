package io.tikhonov.runtime.support;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgeqrf_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dorgqr_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

/** Orthonormal columns from a matrix of full rank, by its QR factorisation. */
final class OrthonormalColumns {

  private OrthonormalColumns() {}

  /**
   * Replaces a column-major m×n matrix, m ≥ n, by the Q of its factorisation with positive diagonal
   * of R, which is uniformly distributed if the entries are independent and normal (Mezzadri 2007).
   */
  static void of(int m, int n, Doubles matrix) {
    BlasThreads.enter();
    try (Doubles factors = new Doubles(n);
        Doubles size = new Doubles(1);
        Doubles work = new Doubles()) {
      factor(m, n, matrix, factors, size, -1);
      work.ensure((long) size.get(0));
      factor(m, n, matrix, factors, work, (int) work.length());
      boolean[] negative = new boolean[n];
      for (int i = 0; i < n; i++) {
        negative[i] = matrix.get(i * m + i) < 0;
      }
      assemble(m, n, matrix, factors, size, -1);
      work.ensure((long) size.get(0));
      assemble(m, n, matrix, factors, work, (int) work.length());
      for (int column = 0; column < n; column++) {
        for (int row = 0; negative[column] && row < m; row++) {
          matrix.put(column * m + row, -matrix.get(column * m + row));
        }
      }
    } finally {
      BlasThreads.exit();
    }
  }

  private static void factor(int m, int n, Doubles a, Doubles factors, Doubles work, int size) {
    check(
        LAPACKE_dgeqrf_work(
            LAPACK_COL_MAJOR, m, n, a.pointer(), m, factors.pointer(), work.pointer(), size));
  }

  private static void assemble(int m, int n, Doubles a, Doubles factors, Doubles work, int size) {
    check(
        LAPACKE_dorgqr_work(
            LAPACK_COL_MAJOR, m, n, n, a.pointer(), m, factors.pointer(), work.pointer(), size));
  }

  private static void check(int info) {
    if (info != 0) {
      throw new ArithmeticException("The QR factorisation failed (LAPACK reports " + info + ").");
    }
  }
}
