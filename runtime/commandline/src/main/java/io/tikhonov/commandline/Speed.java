package io.tikhonov.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What bounds a training step from below: bytes divided by the bandwidth, operations of products
 * divided by their speed.
 *
 * @param bandwidth bytes a second that a ← a + 3b reads and writes, with all processors
 * @param products operations a second of a product of two matrices of 1024 × 1024 floats; empty
 *     without ND4J
 */
record Speed(double bandwidth, OptionalDouble products) {
  private static final int ELEMENTS = 1 << 24;
  private static final int BYTES_PER_ELEMENT = 3 * Float.BYTES;
  private static final int SIDE = 1024;

  /** Long enough for the loop to be compiled, and for other programs to make a pause. */
  private static final double SECONDS = 1.5;

  private static final double GIGA = 1e9;

  static Speed measure(boolean nd4j) {
    return new Speed(
        measuredBandwidth(), nd4j ? OptionalDouble.of(Products.speed()) : OptionalDouble.empty());
  }

  void write(Page page) {
    page.heading("Measured")
        .row("memory", "%.0f GB/s (a += 3b, all processors)".formatted(bandwidth / GIGA));
    products.ifPresent(
        speed ->
            page.row(
                "products",
                "%.0f GFLOP/s (ND4J, %d × %d floats)".formatted(speed / GIGA, SIDE, SIDE)));
  }

  private static double measuredBandwidth() {
    int threads = Runtime.getRuntime().availableProcessors();
    float[] a = new float[ELEMENTS];
    float[] b = new float[ELEMENTS];
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      double best = Double.MAX_VALUE;
      long first = System.nanoTime();
      while (seconds(first) < SECONDS) {
        long start = System.nanoTime();
        List<Future<?>> parts = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
          int from = (int) ((long) ELEMENTS * part / threads);
          int to = (int) ((long) ELEMENTS * (part + 1) / threads);
          parts.add(pool.submit(() -> add(a, b, from, to)));
        }
        for (Future<?> part : parts) {
          part.get();
        }
        best = Math.min(best, seconds(start));
      }
      return (double) ELEMENTS * BYTES_PER_ELEMENT / best;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("Measuring was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / GIGA;
  }

  private static void add(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += 3 * b[i];
    }
  }

  /** In a class of its own, which is loaded only where ND4J is there. */
  private static final class Products {
    static double speed() {
      INDArray a = Nd4j.ones(DataType.FLOAT, SIDE, SIDE);
      INDArray b = Nd4j.ones(DataType.FLOAT, SIDE, SIDE);
      INDArray c = Nd4j.createUninitialized(DataType.FLOAT, new long[] {SIDE, SIDE}, 'f');
      double best = Double.MAX_VALUE;
      long first = System.nanoTime();
      while (seconds(first) < SECONDS) {
        long start = System.nanoTime();
        a.mmuli(b, c);
        best = Math.min(best, seconds(start));
      }
      return 2.0 * SIDE * SIDE * SIDE / best;
    }
  }
}
