package io.tikhonov.runtime.support;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgetrf_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgetri_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import org.bytedeco.javacpp.Pointer;

/** Matrix decompositions in double precision. */
final class DoubleDecompositions extends Decompositions<Doubles> {

  private final Blas blas;
  private final Doubles.Cursor values = new Doubles.Cursor();
  private final Doubles.Cursor leftVectors = new Doubles.Cursor();
  private final Doubles.Cursor rightVectors = new Doubles.Cursor();

  DoubleDecompositions(Blas blas) {
    super(Doubles::new);
    this.blas = blas;
  }

  @Override
  int gesdd(
      int m,
      int n,
      Doubles a,
      Doubles s,
      long offsetS,
      Doubles u,
      long offsetU,
      Doubles vt,
      long offsetVt,
      Doubles work,
      int size,
      Ints integers) {
    int rank = Math.min(m, n);
    values.moveTo(s, offsetS);
    boolean vectors = u != null;
    if (vectors) {
      leftVectors.moveTo(u, offsetU);
      rightVectors.moveTo(vt, offsetVt);
    }
    return LAPACKE_dgesdd_work(
        LAPACK_COL_MAJOR,
        (byte) (vectors ? 'S' : 'N'),
        m,
        n,
        a.pointer(),
        m,
        values,
        vectors ? leftVectors : null,
        m,
        vectors ? rightVectors : null,
        rank,
        work.pointer(),
        size,
        integers.pointer());
  }

  @Override
  int potrf(int n, Doubles a) {
    return LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, (byte) 'U', n, a.pointer(), Math.max(1, n));
  }

  @Override
  int getrf(int n, Doubles a, Ints pivots) {
    int lda = Math.max(1, n);
    return LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, a.pointer(), lda, pivots.pointer());
  }

  @Override
  int getri(int n, Doubles a, Ints pivots, Doubles work, int size) {
    return LAPACKE_dgetri_work(
        LAPACK_COL_MAJOR, n, a.pointer(), n, pivots.pointer(), work.pointer(), size);
  }

  @Override
  void product(int m, int n, int rank, Doubles left, Doubles right, Doubles out) {
    blas.gemm(false, false, m, n, rank, left, right, out);
  }

  @Override
  void copyElements(Doubles from, long offset, Doubles to, long size) {
    values.moveTo(from, offset);
    Pointer.memcpy(to.pointer(), values, size * from.elementSize());
  }
}
