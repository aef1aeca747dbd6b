package io.tikhonov.benchmarks.sides;

import io.tikhonov.benchmarks.models.PreciseDenoiserObjective;
import io.tikhonov.benchmarks.models.TotalVariationDenoiserObjective;
import io.tikhonov.benchmarks.shared.Doubles;
import io.tikhonov.runtime.solve.Solution;
import io.tikhonov.runtime.solve.Solver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Total variation denoising by Tikhonov; the argument is the file with a square image. */
final class DenoisingSide {

  private static final double PRECISE = 1e-6;

  private final INDArray precise;
  private final INDArray noisy;
  private final TotalVariationDenoiserObjective objective;

  private DenoisingSide(Path file) throws IOException {
    double[] pixels = Doubles.read(file);
    int side = (int) Math.round(Math.sqrt(pixels.length));
    precise = Nd4j.createFromArray(pixels).reshape(side, side);
    noisy = precise.castTo(DataType.FLOAT);
    objective = TotalVariationDenoiserObjective.builder().height(side).width(side).build();
  }

  public static void main(String[] args) throws IOException {
    DenoisingSide side = new DenoisingSide(Path.of(args[0]));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      System.out.println(
          words[0].equals("minimum") ? side.minimum() : side.denoise(Double.parseDouble(words[1])));
    }
  }

  /** Nanoseconds, the objective and the number of iterations to a relative duality gap. */
  private String denoise(double gap) {
    // The same start each time.
    objective.parameters().put("image", noisy);
    Solver<TotalVariationDenoiserObjective.Batch> solver =
        Solver.of(objective).tolerance(gap).progress(false);
    TotalVariationDenoiserObjective.Batch batch = new TotalVariationDenoiserObjective.Batch(noisy);
    long start = System.nanoTime();
    Solution solution = solver.solve(batch);
    long nanos = System.nanoTime() - start;
    return solution.converged()
        ? "ok " + nanos + " " + solution.objective() + " " + solution.iterations()
        : "failed: " + solution;
  }

  /** The least objective, to six digits. */
  private String minimum() {
    try (PreciseDenoiserObjective exact =
        PreciseDenoiserObjective.builder().height(precise.size(0)).width(precise.size(1)).build()) {
      Solution solution =
          Solver.of(exact)
              .tolerance(PRECISE)
              .progress(false)
              .solve(new PreciseDenoiserObjective.Batch(precise));
      return solution.converged() ? "ok " + solution.objective() : "failed: " + solution;
    }
  }
}
