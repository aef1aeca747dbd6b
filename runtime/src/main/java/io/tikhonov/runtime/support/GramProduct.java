package io.tikhonov.runtime.support;

import java.nio.FloatBuffer;

/** A·Aᵀ by tiles of its lower triangle, each of which is copied to the other side. */
final class GramProduct implements Workers.Task {

  /** Rows and columns of a tile: enough for BLAS to pack its operands once and use them often. */
  private static final int TILE = 128;

  private final Workers workers;
  private final FloatProducts products;
  private Floats a;
  private Floats c;
  private int m;
  private int k;

  GramProduct(Workers workers, FloatProducts products) {
    this.workers = workers;
    this.products = products;
  }

  void compute(int rows, int inner, Floats factor, Floats result) {
    long size = (long) rows * rows;
    if (rows < 0
        || inner < 0
        || factor.length() < (long) rows * inner
        || result.length() < size
        || factor == result) {
      throw new IllegalArgumentException(
          "A Gram matrix of %d rows of %d numbers needs that many of them in %s, and room for it in"
                  .formatted(rows, inner, factor)
              + " other memory, not %s.".formatted(result));
    }
    if (rows == 0 || inner == 0) {
      result.zero();
      return;
    }
    a = factor;
    c = result;
    m = rows;
    k = inner;
    int side = (rows + TILE - 1) / TILE;
    int tiles = side * (side + 1) / 2;
    products.ensureSlots(tiles);
    BlasThreads.enter();
    try {
      workers.run(tiles, 1, this);
    } finally {
      BlasThreads.exit();
    }
  }

  @Override
  public void run(int tile, int from, int to) {
    int block = 0;
    int other = tile;
    while (other > block) {
      block++;
      other -= block;
    }
    int row = block * TILE;
    int column = other * TILE;
    int height = Math.min(TILE, m - row);
    int width = Math.min(TILE, m - column);
    products.multiply(
        tile,
        false,
        true,
        height,
        width,
        k,
        a,
        (long) row * k,
        k,
        a,
        (long) column * k,
        k,
        0,
        c,
        (long) row * m + column,
        m);
    mirror(row, column, height, width);
  }

  private void mirror(int row, int column, int height, int width) {
    FloatBuffer data = c.data();
    float[] line = new float[width];
    for (int i = row; i < row + height; i++) {
      int count = row == column ? i - row : width;
      data.get(i * m + column, line, 0, count);
      for (int j = 0; j < count; j++) {
        data.put((column + j) * m + i, line[j]);
      }
    }
  }
}
