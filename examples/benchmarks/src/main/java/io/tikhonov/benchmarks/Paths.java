package io.tikhonov.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Regularization paths beside glmnet and scikit-learn, on the same data and factors. */
final class Paths {

  private static final double[] TOLERANCES = {1e-5, 1e-7, 1e-10};
  private static final int WARM_UPS = 40;

  private final Options options;
  private final Sides sides;

  Paths(Options options, Sides sides) {
    this.options = options;
    this.sides = sides;
  }

  String run() throws IOException {
    Path folder = Files.createTempDirectory("paths");
    try {
      new PathData(7).write(folder);
      Table table =
          new Table(
              "path",
              "tolerance",
              "side",
              "ms",
              "sum of objectives",
              "above the least",
              "nonzeros");
      for (String kind : new String[] {"gaussian", "binomial"}) {
        for (double tolerance : TOLERANCES) {
          compare(table, folder, kind, tolerance);
        }
      }
      return table.toString();
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void compare(Table table, Path folder, String kind, double tolerance) {
    Map<String, Peer> peers = new LinkedHashMap<>();
    try {
      peers.put("Tikhonov", sides.program("PathSide", folder.toString()));
      sides.glmnet(folder).ifPresent(peer -> peers.put("glmnet", peer));
      if (kind.equals("gaussian")) {
        sides.scikitLearn(folder).ifPresent(peer -> peers.put("scikit-learn", peer));
      }
      Map<String, List<double[]>> answers = new LinkedHashMap<>();
      for (int round = -WARM_UPS; round < options.rounds(); round++) {
        for (Map.Entry<String, Peer> peer : peers.entrySet()) {
          double[] answer = peer.getValue().path(kind, tolerance);
          if (round >= 0) {
            answers.computeIfAbsent(peer.getKey(), it -> new ArrayList<>()).add(answer);
          }
        }
      }
      double least =
          answers.values().stream().mapToDouble(all -> all.get(0)[1]).min().orElseThrow();
      answers.forEach(
          (name, all) ->
              table.row(
                  kind,
                  String.format(Locale.ROOT, "%.0e", tolerance),
                  name,
                  Table.millis(Times.median(all.stream().mapToDouble(it -> it[0] / 1e6).toArray())),
                  String.format(Locale.ROOT, "%.12g", all.get(0)[1]),
                  String.format(Locale.ROOT, "%.1e", (all.get(0)[1] - least) / least),
                  String.valueOf((long) all.get(0)[2])));
    } finally {
      peers.values().forEach(Peer::close);
    }
  }
}
