package io.tikhonov.runtime.support;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;

import java.nio.DoubleBuffer;

/** Matrix products in double precision. */
final class DoubleProducts extends MatrixProducts<Doubles> {

  private Doubles.Cursor[] left = {};
  private Doubles.Cursor[] right = {};
  private Doubles.Cursor[] result = {};

  DoubleProducts(Workers workers) {
    super(workers, new Doubles());
  }

  @Override
  void ensureSlots(int slots) {
    if (slots > left.length) {
      left = cursors(slots);
      right = cursors(slots);
      result = cursors(slots);
    }
  }

  private static Doubles.Cursor[] cursors(int number) {
    Doubles.Cursor[] cursors = new Doubles.Cursor[number];
    for (int i = 0; i < number; i++) {
      cursors[i] = new Doubles.Cursor();
    }
    return cursors;
  }

  @Override
  void multiply(
      int slot,
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      Doubles a,
      long offsetA,
      int lda,
      Doubles b,
      long offsetB,
      int ldb,
      double beta,
      Doubles c,
      long offsetC,
      int ldc) {
    Doubles.Cursor x = left[slot];
    Doubles.Cursor y = right[slot];
    Doubles.Cursor z = result[slot];
    x.moveTo(a, offsetA);
    y.moveTo(b, offsetB);
    z.moveTo(c, offsetC);
    int opA = transA ? CblasTrans : CblasNoTrans;
    int opB = transB ? CblasTrans : CblasNoTrans;
    if (n == 1) {
      int height = transA ? k : m;
      int width = transA ? m : k;
      int step = transB ? 1 : ldb;
      cblas_dgemv(CblasRowMajor, opA, height, width, 1, x, lda, y, step, beta, z, ldc);
    } else if (m == 1) {
      int height = transB ? n : k;
      int width = transB ? k : n;
      int step = transA ? lda : 1;
      int op = transB ? CblasNoTrans : CblasTrans;
      cblas_dgemv(CblasRowMajor, op, height, width, 1, y, ldb, x, step, beta, z, 1);
    } else {
      cblas_dgemm(CblasRowMajor, opA, opB, m, n, k, 1, x, lda, y, ldb, beta, z, ldc);
    }
  }

  @Override
  void addUp(Doubles partial, int groups, int size, boolean keep, Doubles c) {
    DoubleBuffer from = partial.data();
    DoubleBuffer to = c.data();
    for (int i = 0; i < size; i++) {
      double sum = keep ? to.get(i) : 0;
      for (int group = 0; group < groups; group++) {
        sum += from.get(group * size + i);
      }
      to.put(i, sum);
    }
  }
}
