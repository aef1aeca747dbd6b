package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.shared.Doubles;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Total variation denoising of a photograph beside scikit-image, to the same objective. */
final class Denoising {

  private static final double GAP = 1e-4;
  private static final double NOISE = 0.1;
  private static final double WHITE = 255;
  private static final double NANOS = 1e6;
  private static final int WARM_UPS = 8;

  /** How many times faster we want to be. */
  private static final double GOAL = 20;

  private final Options options;
  private final Sides sides;

  Denoising(Options options, Sides sides) {
    this.options = options;
    this.sides = sides;
  }

  String run() throws IOException {
    Path file = Files.createTempFile("noisy", "");
    try {
      Doubles.write(file, noisy(sides.photograph()));
      return compare(file);
    } finally {
      Files.delete(file);
    }
  }

  private static double[] noisy(Path photograph) throws IOException {
    Raster pixels = ImageIO.read(photograph.toFile()).getRaster();
    double[] image =
        pixels.getSamples(0, 0, pixels.getWidth(), pixels.getHeight(), 0, (double[]) null);
    Random random = new Random(7);
    for (int i = 0; i < image.length; i++) {
      image[i] = image[i] / WHITE + NOISE * random.nextGaussian();
    }
    return image;
  }

  private String compare(Path file) {
    Map<String, Peer> peers = new LinkedHashMap<>();
    try {
      Peer ours = sides.program("DenoisingSide", file.toString());
      peers.put("Tikhonov", ours);
      sides.scikitImage(file).ifPresent(peer -> peers.put("scikit-image", peer));
      double minimum = ours.minimum();
      Map<String, List<double[]>> answers = new LinkedHashMap<>();
      for (int round = -WARM_UPS; round < options.rounds(); round++) {
        peers.forEach(
            (name, peer) -> {
              double bound = peer == ours ? GAP : minimum * (1 + GAP);
              answers.computeIfAbsent(name, it -> new ArrayList<>()).add(peer.denoise(bound));
            });
      }
      return table(answers, minimum);
    } finally {
      peers.values().forEach(Peer::close);
    }
  }

  private String table(Map<String, List<double[]>> answers, double minimum) {
    Table table =
        new Table("side", "ms", "least ms", "iterations", "objective", "above the least one");
    Map<String, Double> medians = new LinkedHashMap<>();
    answers.forEach(
        (name, all) -> {
          double[] millis = all.stream().skip(WARM_UPS).mapToDouble(it -> it[0] / NANOS).toArray();
          double[] last = all.get(all.size() - 1);
          medians.put(name, Times.median(millis));
          table.row(
              name,
              Table.millis(Times.median(millis)),
              Table.millis(java.util.Arrays.stream(millis).min().orElseThrow()),
              String.valueOf((long) last[2]),
              String.format(Locale.ROOT, "%.6f", last[1]),
              String.format(Locale.ROOT, "%.1e", (last[1] - minimum) / minimum));
        });
    Double theirs = medians.get("scikit-image");
    return table
        + "\nOurs stops at a relative duality gap of %.0e; scikit-image after the fewest iterations with which\n"
            .formatted(GAP)
        + "its objective is as close to the least one.\n"
        + (theirs == null
            ? ""
            : "scikit-image ÷ ours: %s (goal %s)\n"
                .formatted(Table.ratio(theirs / medians.get("Tikhonov")), Table.ratio(GOAL)));
  }
}
