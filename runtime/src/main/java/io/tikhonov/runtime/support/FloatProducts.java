package io.tikhonov.runtime.support;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.nio.FloatBuffer;

/** Matrix products in single precision. */
final class FloatProducts extends MatrixProducts<Floats> {

  private Floats.Cursor[] left = {};
  private Floats.Cursor[] right = {};
  private Floats.Cursor[] result = {};

  FloatProducts(Workers workers) {
    super(workers, new Floats());
  }

  @Override
  void ensureSlots(int slots) {
    if (slots > left.length) {
      left = cursors(slots);
      right = cursors(slots);
      result = cursors(slots);
    }
  }

  private static Floats.Cursor[] cursors(int number) {
    Floats.Cursor[] cursors = new Floats.Cursor[number];
    for (int i = 0; i < number; i++) {
      cursors[i] = new Floats.Cursor();
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
      Floats a,
      long offsetA,
      int lda,
      Floats b,
      long offsetB,
      int ldb,
      double beta,
      Floats c,
      long offsetC,
      int ldc) {
    Floats.Cursor x = left[slot];
    Floats.Cursor y = right[slot];
    Floats.Cursor z = result[slot];
    x.moveTo(a, offsetA);
    y.moveTo(b, offsetB);
    z.moveTo(c, offsetC);
    int opA = transA ? CblasTrans : CblasNoTrans;
    int opB = transB ? CblasTrans : CblasNoTrans;
    if (n == 1) {
      int height = transA ? k : m;
      int width = transA ? m : k;
      int step = transB ? 1 : ldb;
      cblas_sgemv(CblasRowMajor, opA, height, width, 1, x, lda, y, step, (float) beta, z, ldc);
    } else if (m == 1) {
      int height = transB ? n : k;
      int width = transB ? k : n;
      int step = transA ? lda : 1;
      int op = transB ? CblasNoTrans : CblasTrans;
      cblas_sgemv(CblasRowMajor, op, height, width, 1, y, ldb, x, step, (float) beta, z, 1);
    } else {
      cblas_sgemm(CblasRowMajor, opA, opB, m, n, k, 1, x, lda, y, ldb, (float) beta, z, ldc);
    }
  }

  @Override
  void addUp(Floats partial, int groups, int size, boolean keep, Floats c) {
    FloatBuffer from = partial.data();
    FloatBuffer to = c.data();
    for (int i = 0; i < size; i++) {
      float sum = keep ? to.get(i) : 0;
      for (int group = 0; group < groups; group++) {
        sum += from.get(group * size + i);
      }
      to.put(i, sum);
    }
  }
}
