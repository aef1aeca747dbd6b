package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Blas;
import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.Floats;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Workers;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** The matrix X, of single or double precision, read as double. */
final class Design implements AutoCloseable {

  /** Columns that are transposed at once: with their rows they stay in the cache. */
  private static final int TILE = 64;

  final int rows;
  final int features;

  /** Numbers in a part of a copy: one array cannot hold twice the bytes of the largest one. */
  private static final int MOST_IN_PART = 1 << 27;

  /** X by rows: the memory of the model, or copies of its parts in double precision. */
  private final Doubles[] parts;

  private final int rowsInPart;
  private final boolean isCopy;
  private final Blas blas;
  private final Workers workers;
  private final Doubles[] vectors;
  private final Doubles product;

  /** X by columns on the heap, where loops over a column are vectors; empty until it is needed. */
  private double[][] columns = {};

  /** Sees columns; called by several threads. */
  interface Visitor {

    /** One column, which may be kept. */
    void see(int feature, double[] column);
  }

  Design(Memory source, int rows, int features, Blas blas, Workers workers) {
    this(source, rows, features, blas, workers, MOST_IN_PART);
  }

  /** The same with parts of another size. */
  Design(Memory source, int rows, int features, Blas blas, Workers workers, int mostInPart) {
    if (source.length() < (long) rows * features) {
      throw new IllegalArgumentException(
          "A matrix of %d rows and %d columns does not fit into %s."
              .formatted(rows, features, source));
    }
    this.rows = rows;
    this.features = features;
    this.blas = blas;
    this.workers = workers;
    isCopy = source instanceof Floats;
    rowsInPart = Math.max(1, isCopy ? Math.min(rows, mostInPart / features) : rows);
    parts = new Doubles[(rows + rowsInPart - 1) / rowsInPart];
    vectors = new Doubles[parts.length];
    for (int i = 0; i < parts.length; i++) {
      int first = i * rowsInPart;
      int number = Math.min(rowsInPart, rows - first);
      parts[i] = isCopy ? copy((Floats) source, first, number) : (Doubles) source;
      vectors[i] = new Doubles(number);
    }
    product = new Doubles(features);
  }

  private Doubles copy(Floats source, int firstRow, int number) {
    Doubles copy = new Doubles((long) number * features);
    FloatBuffer from = source.data();
    DoubleBuffer to = copy.data();
    workers.run(
        number,
        Workers.grain(features),
        (chunk, first, end) -> {
          float[] single = new float[features];
          double[] row = new double[features];
          for (int i = first; i < end; i++) {
            from.get((firstRow + i) * features, single);
            for (int j = 0; j < features; j++) {
              row[j] = single[j];
            }
            to.put(i * features, row);
          }
        });
    return copy;
  }

  /** result ← Xᵀv. */
  void transposedProduct(double[] v, double[] result) {
    for (int i = 0; i < parts.length; i++) {
      Doubles vector = vectors[i];
      int number = (int) vector.length();
      vector.write(v, i * rowsInPart, number);
      if (i == 0) {
        blas.gemm(true, false, features, 1, number, parts[i], vector, product);
      } else {
        blas.gemmAdd(true, false, features, 1, number, parts[i], vector, product);
      }
    }
    product.read(result, 0, features);
  }

  double[] column(int j) {
    if (columns.length == 0) {
      columns = new double[features][];
      visit((feature, column) -> columns[feature] = column);
    }
    return columns[j];
  }

  /** Shows all columns. */
  void visit(Visitor visitor) {
    int tiles = (features + TILE - 1) / TILE;
    workers.run(tiles, 1, (chunk, tile, end) -> visit(visitor, tile * TILE));
  }

  private void visit(Visitor visitor, int first) {
    int width = Math.min(TILE, features - first);
    double[][] tile = new double[width][rows];
    double[] row = new double[width];
    for (int i = 0; i < rows; i++) {
      DoubleBuffer from = parts[i / rowsInPart].data();
      from.get(i % rowsInPart * features + first, row);
      for (int j = 0; j < width; j++) {
        tile[j][i] = row[j];
      }
    }
    for (int j = 0; j < width; j++) {
      visitor.see(first + j, tile[j]);
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < parts.length; i++) {
      if (isCopy) {
        parts[i].close();
      }
      vectors[i].close();
    }
    product.close();
  }
}
