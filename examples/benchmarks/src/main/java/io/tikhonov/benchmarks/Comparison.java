package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.shared.Work;
import java.util.List;

/**
 * A line of the main table.
 *
 * @param name for {@code --only}
 * @param work what is measured
 * @param size its size, see {@link Work}
 * @param title for the reader
 * @param elsewhere milliseconds of PyTorch 2.13 in Python at its best, measured elsewhere, for runs
 *     without Python; NaN if there is no such figure
 * @param goal how many times faster than PyTorch's best; NaN if none is set
 * @param products whether matrix products take a good part of the time, so that PyTorch is tried
 *     with one thread and with all in its BLAS
 * @param nd4j whether ND4J has an updater for it
 */
record Comparison(
    String name,
    Work work,
    long size,
    String title,
    double elsewhere,
    double goal,
    boolean products,
    boolean nd4j) {

  private static final long UPDATED = 20_000_000;

  /** All of them, in the order of the table. */
  static List<Comparison> all() {
    double none = Double.NaN;
    return List.of(
        update("sgd", Work.UPDATE_SGD, "SGD with momentum", none, none),
        new Comparison("adamw", Work.UPDATE_ADAMW, UPDATED, "AdamW, 20 M", none, 0.95, false, true),
        update("proximal", Work.UPDATE_PROXIMAL, "AdamW, proximal elastic net", none, none),
        update("euclidean", Work.UPDATE_EUCLIDEAN, "the same, Euclidean metric", 14, 1.3),
        update("coupled", Work.UPDATE_COUPLED, "AdamW, coupled elastic net", 56, 4),
        update("groups", Work.UPDATE_GROUPS, "AdamW, group lasso, Euclidean", none, none),
        step("mlp-32", Work.MLP, 32, "784-512-256-10, batch 32", none, 1.1),
        step("mlp-128", Work.MLP, 128, "784-512-256-10, batch 128", none, 1.1),
        step("mlp-512", Work.MLP, 512, "784-512-256-10, batch 512", none, 1.1),
        step("mlp-enet-32", Work.MLP_PENALIZED, 32, "the same, elastic net, 32", none, none),
        step("mlp-enet-128", Work.MLP_PENALIZED, 128, "the same, elastic net, 128", 2.8, 1.3),
        step("mlp-enet-512", Work.MLP_PENALIZED, 512, "the same, elastic net, 512", 7.5, 1.2),
        step("tabular", Work.TABULAR, 64, "30-64-64-2, batch 64", 0.22, 4),
        step("linear", Work.LINEAR, 100_000, "linear, 100,000 features, L1", 7, 1.5),
        new Comparison(
            "image", Work.IMAGE, 2048, "total variation, 2048 × 2048", 7, 2, false, false),
        step("attention", Work.ATTENTION, 32, "attention, 64 × 128, batch 32", none, none),
        step("convolution", Work.CONVOLUTION, 64, "convolution, 28 × 28, batch 64", none, none));
  }

  private static Comparison update(
      String name, Work work, String title, double elsewhere, double goal) {
    return new Comparison(name, work, UPDATED, title + ", 20 M", elsewhere, goal, false, false);
  }

  private static Comparison step(
      String name, Work work, long size, String title, double elsewhere, double goal) {
    return new Comparison(name, work, size, title, elsewhere, goal, true, false);
  }
}
