package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.shared.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How time and memory grow. */
final class Growth {

  private static final long MILLION = 1_000_000;
  private static final long UPDATED = 20 * MILLION;
  private static final List<Long> PARAMETERS =
      List.of(MILLION, 5 * MILLION, 20 * MILLION, 60 * MILLION);
  private static final List<Long> BATCHES = List.of(32L, 128L, 512L, 2048L);
  private static final List<Work> PENALTIES =
      List.of(
          Work.UPDATE_ADAMW,
          Work.PENALTIES_1,
          Work.PENALTIES_2,
          Work.PENALTIES_3,
          Work.PENALTIES_4,
          Work.PENALTIES_5);

  private final Options options;
  private final Sides sides;

  Growth(Options options, Sides sides) {
    this.options = options;
    this.sides = sides;
  }

  /** Penalties of different kinds on one parameter, all at once in turn. */
  String penalties() {
    List<Peer> peers = new ArrayList<>();
    try {
      List<Times> all = new ArrayList<>();
      for (Work work : PENALTIES) {
        Peer peer = sides.tikhonov();
        peers.add(peer);
        peer.open(work, UPDATED);
        all.add(new Times(peer));
      }
      Times.alternate(all, options);
      Table table = new Table("penalties", "Tikhonov, ms", "the last one costs, of the update");
      double update = all.get(0).median();
      for (int i = 0; i < all.size(); i++) {
        double more = i == 0 ? 0 : (all.get(i).median() - all.get(i - 1).median()) / update;
        table.row(
            String.valueOf(i),
            Table.millis(all.get(i)),
            i == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * more));
      }
      return table.toString();
    } finally {
      peers.forEach(Peer::close);
    }
  }

  String parameters() {
    Table table =
        new Table(
            "million parameters",
            "Tikhonov, ms",
            "ns for each parameter",
            "process, MB",
            "PyTorch, ms",
            "process, MB");
    for (long size : PARAMETERS) {
      Pair pair = measure(Work.UPDATE_ADAMW, size, false);
      table.row(
          String.valueOf(size / MILLION),
          Table.millis(pair.ours()),
          Table.millis(pair.ours().median() * MILLION / size),
          Table.millis(pair.ourMemory()),
          Table.millis(pair.torch()),
          Table.millis(pair.torchMemory()));
    }
    return table.toString();
  }

  String batches() {
    Table table =
        new Table(
            "batch",
            "Tikhonov, ms",
            "µs for each row",
            "process, MB",
            "PyTorch, ms",
            "process, MB");
    for (long size : BATCHES) {
      Pair pair = measure(Work.MLP, size, true);
      table.row(
          String.valueOf(size),
          Table.millis(pair.ours()),
          Table.millis(pair.ours().median() * 1000 / size),
          Table.millis(pair.ourMemory()),
          Table.millis(pair.torch()),
          Table.millis(pair.torchMemory()));
    }
    return table.toString();
  }

  private record Pair(Times ours, double ourMemory, Times torch, double torchMemory) {}

  private Pair measure(Work work, long size, boolean products) {
    List<Peer> peers = new ArrayList<>();
    try {
      peers.add(sides.tikhonov());
      peers.add(sides.pyTorch(1));
      if (products) {
        peers.add(sides.pyTorch(Sides.CORES));
      }
      peers.forEach(peer -> peer.open(work, size));
      List<Times> times = peers.stream().map(Times::new).toList();
      Times.alternate(times, options);
      int torch = times.size() > 2 && times.get(2).median() < times.get(1).median() ? 2 : 1;
      return new Pair(
          times.get(0), peers.get(0).memory(), times.get(torch), peers.get(torch).memory());
    } finally {
      peers.forEach(Peer::close);
    }
  }
}
