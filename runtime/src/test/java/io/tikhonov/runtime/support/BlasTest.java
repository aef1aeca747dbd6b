package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlasTest {

  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 7, 5},
    {7, 1, 5},
    {3, 4, 0},
    {0, 4, 3},
    {4, 0, 3},
    {5, 3, 1},
    {17, 33, 65},
    {64, 64, 64},
    {129, 130, 131},
    {257, 10, 300},
    {16, 300, 72},
    {200, 513, 64},
    {2, 3, 5000},
    {16, 72, 4100},
    {1, 1, 20000},
    {1, 700, 333},
    {700, 1, 333},
    {145, 161, 40},
    {31, 1030, 20}
  };

  private final Random random = new Random(7);

  private Floats floats(long length) {
    Floats memory = new Floats(length);
    for (int i = 0; i < length; i++) {
      memory.put(i, random.nextGaussian());
    }
    return memory;
  }

  private Doubles doubles(long length) {
    Doubles memory = new Doubles(length);
    for (int i = 0; i < length; i++) {
      memory.put(i, random.nextGaussian());
    }
    return memory;
  }

  /** Element (i, j) of a row-major op(X) with the given number of columns. */
  private static double element(
      Memory x, long offset, boolean trans, int rows, int cols, int i, int j) {
    return x.get((int) offset + (trans ? j * rows + i : i * cols + j));
  }

  private static double expected(
      boolean ta,
      boolean tb,
      int m,
      int n,
      int k,
      Memory a,
      long oa,
      Memory b,
      long ob,
      int i,
      int j) {
    double sum = 0;
    for (int q = 0; q < k; q++) {
      sum += element(a, oa, ta, m, k, i, q) * element(b, ob, tb, k, n, q, j);
    }
    return sum;
  }

  private static void assertProduct(
      String what,
      boolean ta,
      boolean tb,
      int m,
      int n,
      int k,
      Memory a,
      Memory b,
      Memory c,
      double[] before,
      double tolerance) {
    for (int i = 0; i < m; i++) {
      // Every row for small results; a sample of the large ones.
      for (int j = 0; j < n; j += m * n > 20_000 ? 7 : 1) {
        double sum = expected(ta, tb, m, n, k, a, 0, b, 0, i, j) + before[i * n + j];
        double bound = tolerance * (k + 8.0);
        assertWithMessage("%s (%s, %s) %sx%sx%s at (%s, %s)", what, ta, tb, m, n, k, i, j)
            .that(c.get(i * n + j))
            .isWithin(bound)
            .of(sum);
      }
    }
  }

  @Test
  void productsAgreeWithLoops() {
    try (Blas blas = new Blas(Workers.of(2))) {
      for (int[] size : SIZES) {
        int m = size[0];
        int n = size[1];
        int k = size[2];
        double[] nothing = new double[m * n];
        for (boolean ta : new boolean[] {false, true}) {
          for (boolean tb : new boolean[] {false, true}) {
            try (Floats a = floats((long) m * k);
                Floats b = floats((long) k * n);
                Floats c = floats((long) m * n);
                Doubles da = doubles((long) m * k);
                Doubles db = doubles((long) k * n);
                Doubles dc = doubles((long) m * n)) {
              c.fill(Double.NaN); // what was there before does not count
              blas.gemm(ta, tb, m, n, k, a, b, c);
              assertProduct("float", ta, tb, m, n, k, a, b, c, nothing, 2e-7);
              dc.fill(Double.NaN);
              blas.gemm(ta, tb, m, n, k, da, db, dc);
              assertProduct("double", ta, tb, m, n, k, da, db, dc, nothing, 4e-16);
            }
          }
        }
      }
    }
  }

  @Test
  void productsAreAdded() {
    try (Blas blas = new Blas(Workers.of(2))) {
      for (int[] size : SIZES) {
        int m = size[0];
        int n = size[1];
        int k = size[2];
        try (Doubles a = doubles((long) m * k);
            Doubles b = doubles((long) k * n);
            Doubles c = doubles((long) m * n);
            Floats fa = floats((long) m * k);
            Floats fb = floats((long) k * n);
            Floats fc = floats((long) m * n)) {
          double[] before = contents(c);
          blas.gemmAdd(true, false, m, n, k, a, b, c);
          assertProduct("add", true, false, m, n, k, a, b, c, before, 4e-16);
          before = contents(fc);
          blas.gemmAdd(false, true, m, n, k, fa, fb, fc);
          assertProduct("add", false, true, m, n, k, fa, fb, fc, before, 2e-7);
        }
      }
    }
  }

  @Test
  void gramMatricesAgreeWithLoopsAndAreSymmetric() {
    int[][] sizes = {{1, 1}, {5, 3}, {128, 40}, {129, 7}, {300, 1000}};
    for (int[] size : sizes) {
      int m = size[0];
      int k = size[1];
      try (Blas one = new Blas(Workers.of(1));
          Blas two = new Blas(Workers.of(2));
          Floats a = floats((long) m * k);
          Floats c = floats((long) m * m)) {
        c.fill(Double.NaN);
        two.gram(m, k, a, c);
        assertProduct("gram", false, true, m, m, k, a, a, c, new double[m * m], 1e-6);
        double[] values = contents(c);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < i; j++) {
            assertThat(values[i * m + j]).isEqualTo(values[j * m + i]);
          }
        }
        one.gram(m, k, a, c);
        assertThat(contents(c)).isEqualTo(values);
      }
    }
    try (Blas blas = new Blas(Workers.of(1));
        Floats a = floats(6);
        Floats c = floats(4)) {
      blas.gram(2, 0, a, c);
      assertThat(contents(c)).isEqualTo(new double[4]);
      assertThrows(IllegalArgumentException.class, () -> blas.gram(3, 2, a, c));
      assertThrows(IllegalArgumentException.class, () -> blas.gram(2, 4, a, c));
      assertThrows(IllegalArgumentException.class, () -> blas.gram(2, 2, a, a));
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    for (int[] size : SIZES) {
      int m = size[0];
      int n = size[1];
      int k = size[2];
      try (Blas one = new Blas(Workers.of(1));
          Blas two = new Blas(Workers.of(2));
          Blas five = new Blas(Workers.of(5));
          Floats a = floats((long) m * k);
          Floats b = floats((long) k * n);
          Floats c = floats((long) m * n)) {
        for (boolean ta : new boolean[] {false, true}) {
          for (boolean tb : new boolean[] {false, true}) {
            one.gemm(ta, tb, m, n, k, a, b, c);
            double[] first = contents(c);
            two.gemm(ta, tb, m, n, k, a, b, c);
            assertThat(contents(c)).isEqualTo(first);
            five.gemm(ta, tb, m, n, k, a, b, c);
            assertThat(contents(c)).isEqualTo(first);
          }
        }
      }
    }
  }

  @Test
  void stacksAgreeWithLoops() {
    int[][] stacks = {
      {1, 5, 4, 3}, {7, 5, 4, 3}, {3, 130, 140, 50}, {64, 16, 16, 32}, {40, 9, 1, 33}
    };
    try (Blas blas = new Blas(Workers.of(2));
        Blas single = new Blas(Workers.of(1))) {
      for (int[] stack : stacks) {
        int count = stack[0];
        int m = stack[1];
        int n = stack[2];
        int k = stack[3];
        for (int variant = 0; variant < 16; variant++) {
          boolean ta = (variant & 1) != 0;
          boolean tb = (variant & 2) != 0;
          long strideA = (variant & 4) != 0 ? 0 : (long) m * k + 3;
          long strideB = (variant & 8) != 0 ? 0 : (long) k * n;
          long strideC = (long) m * n + 1;
          try (Floats a = floats((count - 1) * strideA + (long) m * k);
              Floats b = floats((count - 1) * strideB + (long) k * n);
              Floats c = new Floats((count - 1) * strideC + (long) m * n);
              Floats sum = new Floats((long) m * n);
              Floats same = new Floats((long) m * n)) {
            blas.gemmBatched(count, ta, tb, m, n, k, a, strideA, b, strideB, c, strideC);
            blas.gemmBatched(count, ta, tb, m, n, k, a, strideA, b, strideB, sum, 0);
            single.gemmBatched(count, ta, tb, m, n, k, a, strideA, b, strideB, same, 0);
            assertThat(contents(same)).isEqualTo(contents(sum));
            for (int at = 0; at < m * n; at += m * n > 1000 ? 11 : 1) {
              double total = 0;
              for (int q = 0; q < count; q++) {
                double one =
                    expected(ta, tb, m, n, k, a, q * strideA, b, q * strideB, at / n, at % n);
                assertThat(c.get((int) (q * strideC) + at)).isWithin(2e-7 * (k + 8)).of(one);
                total += one;
              }
              assertThat(sum.get(at)).isWithin(1e-6 * (count * k + 8)).of(total);
            }
          }
        }
      }
    }
  }

  @Test
  void doubleStacksAreSummed() {
    try (Blas blas = new Blas(Workers.of(2));
        Doubles a = doubles(6 * 20);
        Doubles b = doubles(6 * 30);
        Doubles c = doubles(24)) {
      blas.gemmBatched(6, false, false, 4, 6, 5, a, 20, b, 30, c, 0);
      for (int at = 0; at < 24; at++) {
        double total = 0;
        for (int q = 0; q < 6; q++) {
          total += expected(false, false, 4, 6, 5, a, 20L * q, b, 30L * q, at / 6, at % 6);
        }
        assertThat(c.get(at)).isWithin(1e-13).of(total);
      }
    }
  }

  @Test
  void emptySumsAreZero() {
    try (Blas blas = new Blas(Workers.of(1));
        Floats a = floats(6);
        Floats b = floats(6);
        Floats c = floats(4)) {
      blas.gemmBatched(0, false, false, 2, 2, 3, a, 6, b, 6, c, 0);
      assertThat(contents(c)).usingExactEquality().containsExactly(0, 0, 0, 0);
    }
  }

  @Test
  void wrongMemoryIsRefused() {
    try (Blas blas = new Blas(Workers.of(1));
        Floats a = floats(6);
        Floats b = floats(6);
        Floats c = floats(4)) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> blas.gemm(false, false, 3, 3, 2, a, b, c));
      assertThat(e).hasMessageThat().isEqualTo("Matrix C needs 9 elements but is Floats[4].");
      e =
          assertThrows(
              IllegalArgumentException.class, () -> blas.gemm(false, false, 2, 2, 3, a, b, a));
      assertThat(e).hasMessageThat().contains("must be other memory");
      assertThrows(
          IllegalArgumentException.class, () -> blas.gemm(false, false, -1, 2, 3, a, b, c));
    }
  }

  @Test
  void productsDoNotAllocate() {
    try (Blas blas = new Blas(Workers.of(2));
        Floats a = floats(64 * 256);
        Floats b = floats(256 * 40);
        Floats c = floats(64 * 256)) {
      long arrays = -1;
      for (int round = 0; round < 2; round++) {
        arrays = round == 0 ? arrays : Allocations.nativeArrays();
        assertThat(Allocations.perCall(() -> blas.gemm(false, false, 64, 40, 256, a, b, c)))
            .isLessThan(1.0);
        assertThat(Allocations.perCall(() -> blas.gemm(true, false, 4, 40, 256, a, b, c)))
            .isLessThan(1.0);
        assertThat(Allocations.perCall(() -> blas.gemm(false, false, 2, 2, 5000, a, b, c)))
            .isLessThan(1.0);
      }
      assertThat(Allocations.nativeArrays()).isAtMost(arrays);
    }
  }

  @Test
  void blasThreadsAreRestored() {
    int before = BlasThreads.current();
    BlasThreads.enter();
    assertThat(BlasThreads.current()).isEqualTo(1);
    BlasThreads.enter();
    BlasThreads.exit();
    assertThat(BlasThreads.current()).isEqualTo(1);
    BlasThreads.exit();
    assertThat(BlasThreads.current()).isEqualTo(before);
    assertThrows(IllegalStateException.class, BlasThreads::exit);
  }

  private static double[] contents(Memory memory) {
    double[] values = new double[(int) memory.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = memory.get(i);
    }
    return values;
  }
}
