package io.tikhonov.benchmarks.sides;

import java.util.concurrent.CountDownLatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures what the machine can do: the bandwidth of its memory and the speed of its BLAS. */
public final class MachineProbe {

  /** Larger than any cache. */
  private static final int LENGTH = 40_000_000;

  private static final int SIDE = 1024;
  private static final int REPETITIONS = 15;

  private MachineProbe() {}

  /** Prints GB/s of a triad and GFLOP/s of a matrix product, the best of several. */
  public static void main(String[] args) throws InterruptedException {
    System.out.println(bandwidth() + " " + products());
  }

  /** a = a + s·b on heap arrays, which HotSpot turns into SIMD code; 12 bytes an element. */
  static double bandwidth() throws InterruptedException {
    float[] a = new float[LENGTH];
    float[] b = new float[LENGTH];
    java.util.Arrays.fill(b, 1);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      onAllCores(a, b);
      best = Math.min(best, (double) (System.nanoTime() - start));
    }
    if (a[LENGTH - 1] != 3 * REPETITIONS) {
      throw new IllegalStateException("The triad is wrong.");
    }
    return 12.0 * LENGTH / best;
  }

  private static void onAllCores(float[] a, float[] b) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int from = (int) ((long) LENGTH * i / threads);
      int to = (int) ((long) LENGTH * (i + 1) / threads);
      new Thread(
              () -> {
                triad(a, b, from, to);
                done.countDown();
              })
          .start();
    }
    done.await();
  }

  private static void triad(float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] += 3 * b[i];
    }
  }

  static double products() {
    INDArray a = Nd4j.rand(SIDE, SIDE);
    INDArray b = Nd4j.rand(SIDE, SIDE);
    INDArray c = Nd4j.createUninitialized(new long[] {SIDE, SIDE}, 'f');
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      Nd4j.gemm(a, b, c, false, false, 1, 0);
      best = Math.min(best, (double) (System.nanoTime() - start));
    }
    return 2.0 * SIDE * SIDE * SIDE / best;
  }
}
