package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LapackTest {

  private static final int[][] SIZES = {{1, 1}, {1, 6}, {6, 1}, {5, 5}, {9, 4}, {4, 9}, {40, 25}};

  private final Random random = new Random(11);
  private final Blas blas = new Blas(Workers.of(2));
  private final Lapack lapack = new Lapack(blas);

  @AfterEach
  void close() {
    lapack.close();
    blas.close();
  }

  private Doubles doubles(int length) {
    Doubles memory = new Doubles(length);
    for (int i = 0; i < length; i++) {
      memory.put(i, random.nextGaussian());
    }
    return memory;
  }

  private static Floats rounded(Doubles source) {
    Floats memory = new Floats(source.length());
    for (int i = 0; i < source.length(); i++) {
      memory.put(i, source.get(i));
    }
    return memory;
  }

  private static double[] contents(Memory memory) {
    double[] values = new double[(int) memory.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = memory.get(i);
    }
    return values;
  }

  /** X·Y for row-major X (m×k) and Y (k×n). */
  private static double[] product(double[] x, double[] y, int m, int k, int n) {
    double[] z = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int q = 0; q < k; q++) {
        for (int j = 0; j < n; j++) {
          z[i * n + j] += x[i * k + q] * y[q * n + j];
        }
      }
    }
    return z;
  }

  private static double[] transpose(double[] x, int m, int n) {
    double[] z = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        z[j * m + i] = x[i * n + j];
      }
    }
    return z;
  }

  private static double[] identity(int n) {
    double[] z = new double[n * n];
    for (int i = 0; i < n; i++) {
      z[i * n + i] = 1;
    }
    return z;
  }

  private static double[] scaledColumns(double[] u, double[] s, int m) {
    double[] z = u.clone();
    for (int i = 0; i < z.length; i++) {
      z[i] *= s[i % s.length];
    }
    assertThat(z.length).isEqualTo(m * s.length);
    return z;
  }

  private static void assertClose(String what, double[] actual, double[] expected, double bound) {
    assertThat(actual.length).isEqualTo(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertWithMessage("%s at %s", what, i).that(actual[i]).isWithin(bound).of(expected[i]);
    }
  }

  private static void assertSvd(
      double[] a, double[] u, double[] s, double[] vt, int m, int n, double bound) {
    int r = Math.min(m, n);
    assertClose("U·S·Vt", product(scaledColumns(u, s, m), vt, m, r, n), a, bound);
    assertClose("UᵀU", product(transpose(u, m, r), u, r, m, r), identity(r), bound);
    assertClose("V Vᵀ", product(vt, transpose(vt, r, n), r, n, r), identity(r), bound);
    for (int i = 1; i < r; i++) {
      assertThat(s[i]).isAtMost(s[i - 1]);
    }
    assertThat(s[r - 1]).isAtLeast(0);
  }

  @Test
  void singularValueDecompositions() {
    for (int[] size : SIZES) {
      int m = size[0];
      int n = size[1];
      int r = Math.min(m, n);
      try (Doubles a = doubles(m * n);
          Doubles u = new Doubles((long) m * r);
          Doubles s = new Doubles(r);
          Doubles vt = new Doubles((long) r * n);
          Floats fa = rounded(a);
          Floats packed = new Floats((m + 1L + n) * r);
          Floats values = new Floats(r)) {
        double[] before = contents(a);
        lapack.svd(1, m, n, a, u, s, vt);
        assertSvd(before, contents(u), contents(s), contents(vt), m, n, 1e-12);
        assertThat(contents(a)).isEqualTo(before);

        lapack.svdPacked(m, n, fa, packed);
        double[] all = contents(packed);
        double[] pu = Arrays.copyOfRange(all, 0, m * r);
        double[] ps = Arrays.copyOfRange(all, m * r, m * r + r);
        double[] pvt = Arrays.copyOfRange(all, m * r + r, all.length);
        assertSvd(before, pu, ps, pvt, m, n, 2e-5);

        lapack.singularValues(m, n, fa, values);
        assertClose("values", contents(values), contents(s), 1e-5);
      }
    }
  }

  @Test
  void stacksOfDecompositions() {
    try (Doubles a = doubles(3 * 12);
        Doubles u = new Doubles(3 * 9);
        Doubles s = new Doubles(9);
        Doubles vt = new Doubles(3 * 12)) {
      lapack.svd(3, 3, 4, a, u, s, vt);
      for (int i = 0; i < 3; i++) {
        assertSvd(
            Arrays.copyOfRange(contents(a), 12 * i, 12 * i + 12),
            Arrays.copyOfRange(contents(u), 9 * i, 9 * i + 9),
            Arrays.copyOfRange(contents(s), 3 * i, 3 * i + 3),
            Arrays.copyOfRange(contents(vt), 12 * i, 12 * i + 12),
            3,
            4,
            1e-12);
      }
    }
  }

  @Test
  void thresholdShrinksSingularValues() {
    for (int[] size : SIZES) {
      int m = size[0];
      int n = size[1];
      int r = Math.min(m, n);
      try (Doubles a = doubles(m * n);
          Doubles s = new Doubles(r);
          Doubles out = new Doubles((long) m * n);
          Doubles after = new Doubles(r);
          Floats same = rounded(a)) {
        lapack.singularValues(m, n, a, s);
        double threshold = s.get(r / 2) * 1.0001;
        int rank = lapack.singularValueThreshold(m, n, a, threshold, out);
        assertThat(rank).isEqualTo(r / 2);
        lapack.singularValues(m, n, out, after);
        for (int i = 0; i < r; i++) {
          assertThat(after.get(i)).isWithin(1e-11).of(Math.max(0, s.get(i) - threshold));
        }
        assertThat(lapack.singularValueThreshold(m, n, same, threshold, same)).isEqualTo(rank);
        assertClose("in place", contents(same), contents(out), 3e-5);
      }
    }
  }

  @Test
  void aLargeThresholdGivesZero() {
    try (Floats a = rounded(doubles(12));
        Floats out = new Floats(12)) {
      out.fill(1);
      assertThat(lapack.singularValueThreshold(3, 4, a, 1e6, out)).isEqualTo(0);
      assertThat(contents(out)).isEqualTo(new double[12]);
    }
  }

  @Test
  void choleskyFactors() {
    for (int n : new int[] {1, 2, 5, 70}) {
      try (Doubles x = doubles(n * n);
          Doubles a = new Doubles((long) n * n);
          Doubles l = new Doubles((long) n * n)) {
        double[] square = product(contents(x), transpose(contents(x), n, n), n, n, n);
        for (int i = 0; i < n * n; i++) {
          a.put(i, square[i] + (i % (n + 1) == 0 ? n : 0));
        }
        double[] before = contents(a);
        lapack.cholesky(n, a, l);
        double[] factor = contents(l);
        assertClose("L·Lᵀ", product(factor, transpose(factor, n, n), n, n, n), before, 1e-11 * n);
        assertThat(contents(a)).isEqualTo(before);
        for (int i = 0; i < n; i++) {
          assertThat(factor[i * n + i]).isGreaterThan(0);
          for (int j = i + 1; j < n; j++) {
            assertThat(factor[i * n + j]).isEqualTo(0);
          }
        }
        try (Floats fa = rounded(a)) {
          lapack.cholesky(n, fa, fa);
          assertClose("float", contents(fa), factor, 1e-4);
        }
      }
    }
  }

  @Test
  void indefiniteMatricesHaveNoCholeskyFactor() {
    try (Floats a = new Floats(9);
        Floats l = new Floats(9)) {
      a.put(0, 1);
      a.put(4, -1);
      a.put(8, 1);
      ArithmeticException e =
          assertThrows(ArithmeticException.class, () -> lapack.cholesky(3, a, l));
      assertThat(e)
          .hasMessageThat()
          .isEqualTo("The 3x3 matrix is not positive definite (leading minor 2).");
    }
  }

  @Test
  void inverses() {
    for (int n : new int[] {1, 2, 7, 60}) {
      try (Doubles a = doubles(n * n);
          Doubles out = new Doubles((long) n * n)) {
        for (int i = 0; i < n; i++) {
          a.put(i * n + i, a.get(i * n + i) + 3 * Math.sqrt(n));
        }
        double[] before = contents(a);
        lapack.inverse(n, a, out);
        assertClose("A·A⁻¹", product(before, contents(out), n, n, n), identity(n), 1e-11);
        assertThat(contents(a)).isEqualTo(before);
        try (Floats fa = rounded(a)) {
          lapack.inverse(n, fa, fa);
          assertClose("float", contents(fa), contents(out), 1e-4);
        }
      }
    }
  }

  @Test
  void singularMatricesHaveNoInverse() {
    try (Doubles a = new Doubles(4);
        Doubles out = new Doubles(4)) {
      a.fill(1);
      ArithmeticException e =
          assertThrows(ArithmeticException.class, () -> lapack.inverse(2, a, out));
      assertThat(e).hasMessageThat().contains("is singular (pivot 2 is zero)");
    }
  }

  @Test
  void logarithmsOfDeterminants() {
    try (Doubles a = new Doubles(9);
        Doubles out = new Doubles(1);
        Floats fa = new Floats(4);
        Floats fout = new Floats(1)) {
      double[] values = {0, 2, 0, 0, 0, 3, 4, 0, 0}; // an even permutation: determinant 24
      for (int i = 0; i < 9; i++) {
        a.put(i, values[i]);
      }
      lapack.logDet(3, a, out);
      assertThat(out.get(0)).isWithin(1e-14).of(Math.log(24));
      assertThat(contents(a)).isEqualTo(values);

      a.put(1, -2);
      ArithmeticException e =
          assertThrows(ArithmeticException.class, () -> lapack.logDet(3, a, out));
      assertThat(e).hasMessageThat().contains("needs a positive determinant, but it is negative");
      a.put(1, 0);
      e = assertThrows(ArithmeticException.class, () -> lapack.logDet(3, a, out));
      assertThat(e).hasMessageThat().contains("but it is 0");
      a.put(1, Double.NaN);
      e = assertThrows(ArithmeticException.class, () -> lapack.logDet(3, a, out));
      assertThat(e).hasMessageThat().contains("but it is NaN");

      fa.put(0, 3);
      fa.put(1, 1);
      fa.put(2, 1);
      fa.put(3, 2);
      lapack.logDet(2, fa, fout);
      assertThat(fout.get(0)).isWithin(1e-6).of(Math.log(5));
    }
  }

  @Test
  void notANumberIsRefused() {
    try (Floats a = new Floats(6);
        Floats s = new Floats(2)) {
      a.put(4, Double.NaN);
      ArithmeticException e =
          assertThrows(ArithmeticException.class, () -> lapack.singularValues(2, 3, a, s));
      assertThat(e).hasMessageThat().contains("holds NaN or infinity");
      a.put(4, Double.POSITIVE_INFINITY);
      assertThrows(ArithmeticException.class, () -> lapack.singularValues(2, 3, a, s));
    }
  }

  @Test
  void shortMemoryIsRefused() {
    try (Floats a = new Floats(6);
        Floats s = new Floats(1)) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> lapack.singularValues(2, 3, a, s));
      assertThat(e).hasMessageThat().contains("needs 2 elements but got Floats[1]");
    }
  }

  @Test
  void decompositionsDoNotAllocate() {
    try (Floats a = rounded(doubles(30));
        Floats out = new Floats(30);
        Doubles square = doubles(16);
        Doubles inverse = new Doubles(16)) {
      lapack.singularValueThreshold(5, 6, a, 0.5, out);
      lapack.inverse(4, square, inverse);
      long arrays = Allocations.nativeArrays();
      assertThat(Allocations.perCall(() -> lapack.singularValueThreshold(5, 6, a, 0.5, out)))
          .isLessThan(1.0);
      assertThat(Allocations.perCall(() -> lapack.inverse(4, square, inverse))).isLessThan(1.0);
      assertThat(Allocations.nativeArrays()).isAtMost(arrays);
    }
  }
}
