package io.tikhonov.runtime.support;

import static org.bytedeco.openblas.global.openblas.LAPACKE_sgesdd_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgetrf_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgetri_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_spotrf_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import org.bytedeco.javacpp.Pointer;

/** Matrix decompositions in single precision. */
final class FloatDecompositions extends Decompositions<Floats> {

  private final Blas blas;
  private final Floats.Cursor values = new Floats.Cursor();
  private final Floats.Cursor leftVectors = new Floats.Cursor();
  private final Floats.Cursor rightVectors = new Floats.Cursor();

  FloatDecompositions(Blas blas) {
    super(Floats::new);
    this.blas = blas;
  }

  @Override
  int gesdd(
      int m,
      int n,
      Floats a,
      Floats s,
      long offsetS,
      Floats u,
      long offsetU,
      Floats vt,
      long offsetVt,
      Floats work,
      int size,
      Ints integers) {
    int rank = Math.min(m, n);
    values.moveTo(s, offsetS);
    boolean vectors = u != null;
    if (vectors) {
      leftVectors.moveTo(u, offsetU);
      rightVectors.moveTo(vt, offsetVt);
    }
    return LAPACKE_sgesdd_work(
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
  int potrf(int n, Floats a) {
    return LAPACKE_spotrf_work(LAPACK_COL_MAJOR, (byte) 'U', n, a.pointer(), Math.max(1, n));
  }

  @Override
  int getrf(int n, Floats a, Ints pivots) {
    int lda = Math.max(1, n);
    return LAPACKE_sgetrf_work(LAPACK_COL_MAJOR, n, n, a.pointer(), lda, pivots.pointer());
  }

  @Override
  int getri(int n, Floats a, Ints pivots, Floats work, int size) {
    return LAPACKE_sgetri_work(
        LAPACK_COL_MAJOR, n, a.pointer(), n, pivots.pointer(), work.pointer(), size);
  }

  @Override
  void product(int m, int n, int rank, Floats left, Floats right, Floats out) {
    blas.gemm(false, false, m, n, rank, left, right, out);
  }

  @Override
  void copyElements(Floats from, long offset, Floats to, long size) {
    values.moveTo(from, offset);
    Pointer.memcpy(to.pointer(), values, size * from.elementSize());
  }
}
