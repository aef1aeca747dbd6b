package io.tikhonov.runtime.support;

/**
 * Matrix products of one precision: cuts a product into pieces and runs them on the workers.
 *
 * <p>A call multiplies {@code count} pairs of matrices. The products are kept apart or added up.
 * Its work is cut three ways, by numbers that depend on the sizes alone: rows and columns of the
 * result, and groups of pairs. Groups of a sum have partial sums of their own, which are added in
 * order. A single product over a long inner dimension becomes a sum over stretches of it.
 */
abstract class MatrixProducts<M extends Memory> implements Workers.Task {

  /** Floating-point operations that are worth waking a thread for: some microseconds. */
  private static final long WORK_PER_PIECE = 1 << 18;

  /** The same for a matrix times a vector, which the memory limits. */
  private static final long VECTOR_WORK_PER_PIECE = 1 << 16;

  private static final int MAX_PIECES = 16;

  /** BLAS packs its left operand for each piece anew; columns this wide make up for that. */
  private static final int PIECE_COLUMNS = 256;

  /** The same for rows, where columns are cut as well: then both operands are packed again. */
  private static final int PIECE_ROWS_TOO = 1024;

  /** The same for rows alone. */
  private static final int PIECE_ROWS = 128;

  /** Pieces of a matrix times a vector need no packing. */
  private static final int VECTOR_PIECE_EXTENT = 16;

  /** Below this inner dimension a product mostly writes its result, best in whole rows. */
  private static final int SHORT_INNER = 64;

  /** Bounds between pieces are multiples of the widest vectors of BLAS kernels. */
  private static final int ROUNDING = 16;

  /** A partial sum is worth its memory if it adds up so many products. */
  private static final int MIN_STRETCH = 512;

  /** Larger results are cut themselves; partial sums of them would cost more than they win. */
  private static final int MAX_PARTIAL_SUM = 1 << 16;

  private final Workers workers;
  private final M scratch;

  // The call under way.
  private M a;
  private M b;
  private M c;
  private M target;
  private boolean transA;
  private boolean transB;
  private int m;
  private int n;
  private int k;
  private int lastK;
  private int lda;
  private int ldb;
  private int count;
  private long strideA;
  private long strideB;
  private long strideC;
  private boolean summed;
  private boolean keep;

  // Its pieces.
  private int rowPieces;
  private int columnPieces;
  private int rows;
  private int columns;
  private int groups;
  private int perGroup;

  MatrixProducts(Workers workers, M scratch) {
    this.workers = workers;
    this.scratch = scratch;
  }

  /** Makes sure that slots 0 to {@code slots - 1} can be used by {@link #multiply}. */
  abstract void ensureSlots(int slots);

  /** C = op(A)·op(B) + β·C by one thread; the offsets count elements. */
  abstract void multiply(
      int slot,
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      M a,
      long offsetA,
      int lda,
      M b,
      long offsetB,
      int ldb,
      double beta,
      M c,
      long offsetC,
      int ldc);

  /** c = (c if keep, else 0) + Σ of {@code groups} arrays of {@code size} elements in order. */
  abstract void addUp(M partial, int groups, int size, boolean keep, M c);

  final void close() {
    scratch.close();
  }

  final void product(
      boolean newTransA,
      boolean newTransB,
      int newM,
      int newN,
      int newK,
      M newA,
      M newB,
      M newC,
      boolean newKeep) {
    products(1, newTransA, newTransB, newM, newN, newK, newA, 0, newB, 0, newC, 0, newKeep);
  }

  final void products(
      int newCount,
      boolean newTransA,
      boolean newTransB,
      int newM,
      int newN,
      int newK,
      M newA,
      long newStrideA,
      M newB,
      long newStrideB,
      M newC,
      long newStrideC,
      boolean newKeep) {
    summed = newStrideC == 0;
    require(newCount, newM, newK, newStrideA, newA, "A");
    require(newCount, newK, newN, newStrideB, newB, "B");
    require(newCount, newM, newN, newStrideC, newC, "C");
    if (newC == newA || newC == newB) {
      throw new IllegalArgumentException("The result of a matrix product must be other memory.");
    }
    if (newM == 0 || newN == 0) {
      return;
    }
    if (newCount == 0 || newK == 0) {
      if (!newKeep && (summed || newCount > 0)) {
        newC.zero();
      }
      return;
    }
    transA = newTransA;
    transB = newTransB;
    m = newM;
    n = newN;
    k = newK;
    lastK = newK;
    lda = newTransA ? newM : newK;
    ldb = newTransB ? newK : newN;
    count = newCount;
    strideA = newStrideA;
    strideB = newStrideB;
    strideC = newStrideC;
    keep = newKeep;
    a = newA;
    b = newB;
    c = newC;
    partition();
    if (ProductEvent.PROBE.isEnabled()) {
      executeRecorded();
    } else {
      execute();
    }
    a = null;
    b = null;
    c = null;
    target = null;
  }

  private void executeRecorded() {
    ProductEvent event = new ProductEvent();
    event.m = m;
    event.n = n;
    event.k = k;
    event.count = count;
    event.begin();
    execute();
    event.commit();
  }

  private static void require(
      int count, int rows, int columns, long stride, Memory memory, String name) {
    if (count < 0 || rows < 0 || columns < 0 || stride < 0) {
      throw new IllegalArgumentException("Sizes and strides of a matrix product are not negative.");
    }
    long size = (long) rows * columns;
    if (count > 0 && size > 0 && memory.length() < (count - 1) * stride + size) {
      throw new IllegalArgumentException(
          "Matrix "
              + name
              + " needs "
              + ((count - 1) * stride + size)
              + " elements but is "
              + memory
              + ".");
    }
  }

  private void execute() {
    int pieces = rowPieces * columnPieces * groups;
    ensureSlots(pieces);
    boolean partial = summed && groups > 1;
    target = c;
    if (partial) {
      scratch.ensure((long) groups * m * n);
      target = scratch;
    }
    BlasThreads.enter();
    try {
      workers.run(pieces, 1, this);
    } finally {
      BlasThreads.exit();
    }
    if (partial) {
      addUp(scratch, groups, m * n, keep, c);
    }
  }

  @Override
  public final void run(int piece, int from, int to) {
    int group = piece / (rowPieces * columnPieces);
    int row = piece / columnPieces % rowPieces * rows;
    int column = piece % columnPieces * columns;
    int height = Math.min(rows, m - row);
    int width = Math.min(columns, n - column);
    long offsetA = transA ? row : (long) row * lda;
    long offsetB = transB ? (long) column * ldb : column;
    long offsetC = (long) row * n + column;
    boolean ownSum = summed && groups > 1;
    if (ownSum) {
      offsetC += (long) group * m * n;
    }
    int first = group * perGroup;
    int end = Math.min(count, first + perGroup);
    for (int i = first; i < end; i++) {
      boolean add = (keep && !ownSum) || (summed && i > first);
      multiply(
          piece,
          transA,
          transB,
          height,
          width,
          i == count - 1 ? lastK : k,
          a,
          offsetA + i * strideA,
          lda,
          b,
          offsetB + i * strideB,
          ldb,
          add ? 1 : 0,
          target,
          offsetC + i * strideC,
          n);
    }
  }

  private void partition() {
    boolean vector = m == 1 || n == 1;
    long work = 2L * m * n * k * count / (vector ? VECTOR_WORK_PER_PIECE : WORK_PER_PIECE);
    int wanted = powerOfTwo(Math.min(MAX_PIECES, work));
    if (summed) {
      cutResult(wanted, vector);
      cutSum(wanted / (rowPieces * columnPieces));
    } else {
      groups = Math.min(count, wanted);
      cutResult(wanted / powerOfTwo(groups), vector);
    }
    perGroup = (count + groups - 1) / groups;
    groups = (count + perGroup - 1) / perGroup;
  }

  /** Cuts the result into columns, which BLAS likes best, and rows, if columns are not enough. */
  private void cutResult(int wanted, boolean vector) {
    int wide = vector ? VECTOR_PIECE_EXTENT : PIECE_COLUMNS;
    int alone = vector ? VECTOR_PIECE_EXTENT : PIECE_ROWS;
    columnPieces = k < SHORT_INNER && m >= alone ? 1 : pieces(n, wide, wanted);
    int high = columnPieces > 1 && !vector ? PIECE_ROWS_TOO : alone;
    rowPieces = pieces(m, high, wanted / columnPieces);
    columns = pieceSize(n, columnPieces);
    columnPieces = (n + columns - 1) / columns;
    rows = pieceSize(m, rowPieces);
    rowPieces = (m + rows - 1) / rows;
  }

  /** Cuts a sum into groups with partial sums, where the result alone does not give enough work. */
  private void cutSum(int wanted) {
    groups = 1;
    if (wanted < 2 || (long) m * n > MAX_PARTIAL_SUM) {
      return;
    }
    int stretches = powerOfTwo(Math.min(wanted, (long) k * count / MIN_STRETCH));
    if (count > 1) {
      groups = Math.min(count, stretches);
    } else if (stretches > 1) {
      // One long product: its stretches become the pairs that are added up.
      int stretch = pieceSize(k, stretches);
      count = (k + stretch - 1) / stretch;
      lastK = k - (count - 1) * stretch;
      strideA = transA ? (long) stretch * lda : stretch;
      strideB = transB ? stretch : (long) stretch * ldb;
      k = stretch;
      groups = count;
    }
  }

  private static int pieces(int size, int extent, int wanted) {
    return size < extent ? 1 : Math.min(wanted, Math.max(2, powerOfTwo(size / extent)));
  }

  private static int pieceSize(int size, int pieces) {
    int even = (size + pieces - 1) / pieces;
    return pieces == 1 ? size : (even + ROUNDING - 1) / ROUNDING * ROUNDING;
  }

  /** The largest power of two that is not above the number; 1 for numbers below 1. */
  private static int powerOfTwo(long number) {
    return (int) Long.highestOneBit(Math.max(1, number));
  }
}
