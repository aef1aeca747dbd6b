package io.tikhonov.runtime.support;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;

/**
 * Matrix decompositions of one precision, by LAPACK with workspaces that are kept.
 *
 * <p>LAPACK is column-major: it reads a row-major matrix as its transpose. Instead of transposing,
 * the calls below decompose the transpose and swap the roles of the results, which gives the
 * row-major answer in place.
 */
abstract class Decompositions<M extends Memory> {

  private final M matrix;
  private final M work;
  private final M left;
  private final M singular;
  private final M right;
  private final Ints integers = new Ints();

  Decompositions(Supplier<M> memory) {
    matrix = memory.get();
    work = memory.get();
    left = memory.get();
    singular = memory.get();
    right = memory.get();
  }

  /** The singular values of the column-major m×n matrix, with vectors if {@code u} is not null. */
  abstract int gesdd(
      int m,
      int n,
      M a,
      M s,
      long offsetS,
      M u,
      long offsetU,
      M vt,
      long offsetVt,
      M work,
      int size,
      Ints integers);

  /** The upper factor of a column-major matrix, in place. */
  abstract int potrf(int n, M a);

  abstract int getrf(int n, M a, Ints pivots);

  abstract int getri(int n, M a, Ints pivots, M work, int size);

  /** out = (left·diag(factors))·right on the first {@code rank} columns and rows. */
  abstract void product(int m, int n, int rank, M left, M right, M out);

  final void close() {
    matrix.close();
    work.close();
    left.close();
    singular.close();
    right.close();
    integers.close();
  }

  final void svd(int count, int m, int n, M a, M u, M s, M vt) {
    int rank = Math.min(m, n);
    require(a, (long) count * m * n);
    require(u, (long) count * m * rank);
    require(s, (long) count * rank);
    require(vt, (long) count * rank * n);
    for (long i = 0; i < count; i++) {
      decompose(m, n, a, i * m * n, u, i * m * rank, s, i * rank, vt, i * rank * n);
    }
  }

  final void svdPacked(int m, int n, M a, M packed) {
    int rank = Math.min(m, n);
    require(a, (long) m * n);
    require(packed, (m + 1L + n) * rank);
    long startS = (long) m * rank;
    decompose(m, n, a, 0, packed, 0, packed, startS, packed, startS + rank);
  }

  final void singularValues(int m, int n, M a, M s) {
    require(a, (long) m * n);
    require(s, Math.min(m, n));
    decompose(m, n, a, 0, null, 0, s, 0, null, 0);
  }

  private void decompose(
      int m, int n, M a, long offsetA, M u, long offsetU, M s, long offsetS, M vt, long offsetVt) {
    if (m == 0 || n == 0) {
      return;
    }
    copy(a, offsetA, (long) m * n);
    requireFinite();
    integers.ensure(8L * Math.min(m, n));
    BlasThreads.enter();
    try {
      // The transpose V·S·Uᵀ: its left vectors are our right ones.
      work.ensure(Math.max(1, work.length()));
      gesdd(n, m, matrix, s, offsetS, vt, offsetVt, u, offsetU, work, -1, integers);
      int size = (int) work.get(0);
      work.ensure(Math.max(size, work.length()));
      int info = gesdd(n, m, matrix, s, offsetS, vt, offsetVt, u, offsetU, work, size, integers);
      if (info != 0) {
        throw new ArithmeticException(
            "The singular value decomposition of a "
                + m
                + "x"
                + n
                + " matrix did not converge (LAPACK reports "
                + info
                + ").");
      }
    } finally {
      BlasThreads.exit();
    }
  }

  final int singularValueThreshold(int m, int n, M a, double threshold, M out) {
    int full = Math.min(m, n);
    require(out, (long) m * n);
    left.ensure((long) m * full);
    singular.ensure(full);
    right.ensure((long) full * n);
    svd(1, m, n, a, left, singular, right);
    int rank = 0;
    while (rank < full && singular.get(rank) > threshold) {
      rank++;
    }
    for (int row = 0; row < m; row++) {
      for (int j = 0; j < rank; j++) {
        // Moves to the front, never past what is still to be read.
        left.put(row * rank + j, left.get(row * full + j) * (singular.get(j) - threshold));
      }
    }
    product(m, n, rank, left, right, out);
    return rank;
  }

  final void cholesky(int n, M a, M l) {
    copySquare(n, a, l);
    int info;
    BlasThreads.enter();
    try {
      info = potrf(n, l);
    } finally {
      BlasThreads.exit();
    }
    if (info != 0) {
      throw new ArithmeticException(
          "The " + n + "x" + n + " matrix is not positive definite (leading minor " + info + ").");
    }
    for (int row = 0; row < n; row++) {
      for (int column = row + 1; column < n; column++) {
        l.put(row * n + column, 0);
      }
    }
  }

  final void inverse(int n, M a, M out) {
    copySquare(n, a, out);
    if (n == 0) {
      return;
    }
    integers.ensure(n);
    int info;
    BlasThreads.enter();
    try {
      info = getrf(n, out, integers);
      if (info == 0) {
        work.ensure(Math.max(1, work.length()));
        getri(n, out, integers, work, -1);
        int size = (int) work.get(0);
        work.ensure(Math.max(size, work.length()));
        info = getri(n, out, integers, work, size);
      }
    } finally {
      BlasThreads.exit();
    }
    if (info != 0) {
      throw new ArithmeticException(
          "The " + n + "x" + n + " matrix is singular (pivot " + info + " is zero).");
    }
  }

  final void logDet(int n, M a, M out) {
    require(a, (long) n * n);
    require(out, 1);
    copy(a, 0, (long) n * n);
    integers.ensure(n);
    BlasThreads.enter();
    try {
      getrf(n, matrix, integers);
    } finally {
      BlasThreads.exit();
    }
    boolean negative = false;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double pivot = matrix.get(i * n + i);
      boolean swapped = integers.data().get(i) != i + 1;
      negative ^= swapped ^ pivot < 0;
      sum += Math.log(Math.abs(pivot));
    }
    if (negative || !(sum > Double.NEGATIVE_INFINITY)) {
      String what = Double.isNaN(sum) ? "NaN" : sum == Double.NEGATIVE_INFINITY ? "0" : "negative";
      throw new ArithmeticException(
          "The logarithm of the determinant of a "
              + n
              + "x"
              + n
              + " matrix needs a positive determinant, but it is "
              + what
              + ".");
    }
    out.put(0, sum);
  }

  private void copySquare(int n, M a, M target) {
    require(a, (long) n * n);
    require(target, (long) n * n);
    if (a != target && n > 0) {
      Pointer.memcpy(target.pointer(), a.pointer(), (long) n * n * a.elementSize());
    }
  }

  private void copy(M a, long offset, long size) {
    matrix.ensure(size);
    if (size > 0) {
      copyElements(a, offset, matrix, size);
    }
  }

  abstract void copyElements(M from, long offset, M to, long size);

  private void requireFinite() {
    double check = 0;
    for (int i = 0; i < matrix.length(); i++) {
      check += 0 * matrix.get(i);
    }
    if (check != 0) { // 0 times NaN or infinity is NaN
      throw new ArithmeticException(
          "The matrix of a singular value decomposition holds NaN or infinity.");
    }
  }

  private static void require(Memory memory, long size) {
    if (memory.length() < size) {
      throw new IllegalArgumentException(
          "A matrix decomposition needs " + size + " elements but got " + memory + ".");
    }
  }
}
