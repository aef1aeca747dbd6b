package io.tikhonov.runtime.support;

/**
 * Matrix products on native memory by OpenBLAS.
 *
 * <p>All matrices are dense and row-major. {@code op(X)} is X, or its transpose if the flag says
 * so: op(A) is m×k, op(B) is k×n, C is m×n. BLAS itself runs on one thread, on pieces that depend
 * on the sizes alone; {@link Workers} spreads the pieces. So the bits of a result do not depend on
 * the number of threads. After the first call with given sizes a call allocates nothing.
 *
 * <p>Not for several threads at once: each program has its own. Errors are {@link
 * IllegalArgumentException}s: memory that is too short, negative sizes, a result that is an
 * operand.
 */
public final class Blas implements AutoCloseable {

  private final FloatProducts singles;
  private final DoubleProducts doubles;
  private final GramProduct gram;

  /** Matrix products that are spread over these threads. */
  public Blas(Workers workers) {
    singles = new FloatProducts(workers);
    doubles = new DoubleProducts(workers);
    gram = new GramProduct(workers, singles);
  }

  /** C = op(A)·op(B); C = 0 if k is 0. */
  public void gemm(
      boolean transA, boolean transB, int m, int n, int k, Floats a, Floats b, Floats c) {
    singles.product(transA, transB, m, n, k, a, b, c, false);
  }

  /** C = op(A)·op(B) in double precision. */
  public void gemm(
      boolean transA, boolean transB, int m, int n, int k, Doubles a, Doubles b, Doubles c) {
    doubles.product(transA, transB, m, n, k, a, b, c, false);
  }

  /** C += op(A)·op(B). */
  public void gemmAdd(
      boolean transA, boolean transB, int m, int n, int k, Floats a, Floats b, Floats c) {
    singles.product(transA, transB, m, n, k, a, b, c, true);
  }

  /** C += op(A)·op(B) in double precision. */
  public void gemmAdd(
      boolean transA, boolean transB, int m, int n, int k, Doubles a, Doubles b, Doubles c) {
    doubles.product(transA, transB, m, n, k, a, b, c, true);
  }

  /** C = A·Aᵀ, where A is m×k: half the work of {@link #gemm}, and symmetric to the last bit. */
  public void gram(int m, int k, Floats a, Floats c) {
    gram.compute(m, k, a, c);
  }

  /**
   * Cᵢ = op(Aᵢ)·op(Bᵢ) for i = 0 … count − 1, where Xᵢ starts at element i·stride. A stride of 0
   * shares an operand; {@code strideC} of 0 adds all products up into one C, in order.
   */
  public void gemmBatched(
      int count,
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      Floats a,
      long strideA,
      Floats b,
      long strideB,
      Floats c,
      long strideC) {
    singles.products(count, transA, transB, m, n, k, a, strideA, b, strideB, c, strideC, false);
  }

  /** The same in double precision. */
  public void gemmBatched(
      int count,
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      Doubles a,
      long strideA,
      Doubles b,
      long strideB,
      Doubles c,
      long strideC) {
    doubles.products(count, transA, transB, m, n, k, a, strideA, b, strideB, c, strideC, false);
  }

  /** Gives the memory of partial sums back. */
  @Override
  public void close() {
    singles.close();
    doubles.close();
  }
}
