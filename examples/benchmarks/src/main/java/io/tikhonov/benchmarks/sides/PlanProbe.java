package io.tikhonov.benchmarks.sides;

import io.tikhonov.benchmarks.shared.Problems;
import io.tikhonov.benchmarks.shared.Work;
import io.tikhonov.runtime.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints what the steps of models read, write and compute, the time that the machine needs for that
 * at least, and the time that they take.
 */
public final class PlanProbe {
  private static final double MILLION = 1e6;
  private static final long WARM_UP_NANOS = 5_000_000_000L;
  private static final int STEPS = 101;

  private final double bandwidth;
  private final double products;

  private PlanProbe() throws InterruptedException {
    bandwidth = MachineProbe.bandwidth();
    products = MachineProbe.products();
  }

  /**
   * Measures the machine, then the models.
   *
   * @param args for each model its work, its size and its title
   */
  public static void main(String[] args) throws InterruptedException {
    PlanProbe probe = new PlanProbe();
    for (int i = 0; i < args.length; i += 3) {
      probe.print(Work.valueOf(args[i]), Long.parseLong(args[i + 1]), args[i + 2]);
    }
  }

  private void print(Work work, long size, String title) {
    try (TikhonovSide.Run run = TikhonovSide.run(work, Problems.of(work, size))) {
      List<Pass> passes = run.plan();
      double millis = median(run);
      double sum = 0;
      System.out.printf("### %s%n%n", title);
      System.out.println("| pass | MB read | MB written | M operations | ms at least |");
      System.out.println("| ---- | ------- | ---------- | ------------ | ----------- |");
      for (Pass pass : passes) {
        double least = least(pass);
        sum += least;
        line(
            "| %s | %.3f | %.3f | %.2f | %.3f |%n",
            "`" + pass.name() + "`",
            pass.bytesRead() / MILLION,
            pass.bytesWritten() / MILLION,
            pass.operations() / MILLION,
            least);
      }
      line("| together | | | | %.3f |%n%n", sum);
      line("A step takes %.3f ms, %.2f times that.%n%n", millis, millis / sum);
    }
  }

  /** The larger of the times for moving and, for matrix products, for computing. */
  private double least(Pass pass) {
    double moving = (pass.bytesRead() + pass.bytesWritten()) / bandwidth;
    double computing = pass.kernel() ? 0 : pass.operations() / products;
    return Math.max(moving, computing) / MILLION;
  }

  private static double median(TikhonovSide.Run run) {
    long end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      run.step();
    }
    double[] times = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      long start = System.nanoTime();
      run.step();
      times[i] = (System.nanoTime() - start) / MILLION;
    }
    Arrays.sort(times);
    return times[STEPS / 2];
  }

  private static void line(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
