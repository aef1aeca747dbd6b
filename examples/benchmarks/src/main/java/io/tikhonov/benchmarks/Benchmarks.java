package io.tikhonov.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The command: measures, prints tables, writes them to a file. */
public final class Benchmarks {

  private static final Set<String> PLANNED =
      Set.of(
          "adamw",
          "euclidean",
          "coupled",
          "mlp-enet-128",
          "mlp-enet-512",
          "tabular",
          "linear",
          "image",
          "attention",
          "convolution");

  private final Options options;
  private final Sides sides;
  private final StringBuilder report = new StringBuilder();

  private Benchmarks(Options options, Path home) throws IOException {
    this.options = options;
    Sides own = new Sides(options, home);
    sides = options.fastestBlas() ? own.with(OpenBlas.fastest(own)) : own;
  }

  /** The arguments stand in the README of this module. */
  public static void main(String[] args) throws IOException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    new Benchmarks(options, Path.of(System.getProperty("benchmarks.home", "."))).run();
  }

  private void run() throws IOException {
    add("Machine", machine());
    Comparisons comparisons = new Comparisons(options, sides);
    if (comparisons.any()) {
      add("One step", comparisons.run());
    }
    if (options.wants("plan")) {
      add("Plans: what a step reads, writes and computes", plans());
    }
    Growth growth = new Growth(options, sides);
    if (options.wants("penalties")) {
      add("Growth with the number of penalties, AdamW on 20 M parameters", growth.penalties());
    }
    if (options.wants("growth")) {
      add("Growth with the number of parameters, AdamW", growth.parameters());
      add("Growth with the batch, 784-512-256-10", growth.batches());
    }
    if (options.wants("path")) {
      add(
          "Regularization paths: 2,000 rows, 1,000 features, 100 factors, elastic net",
          new Paths(options, sides).run());
    }
    if (options.wants("denoising")) {
      add(
          "Isotropic total variation denoising of a photograph of 512 × 512 pixels, λ = 0.08",
          new Denoising(options, sides).run());
    }
    FreshJvms fresh = new FreshJvms(options, sides);
    if (options.wants("start")) {
      add("From the start of the JVM, 30-64-64-2, batch 64", fresh.firstSteps());
    }
    if (options.wants("compile")) {
      add("javac with the processor, 784-512-256-10 with an elastic net", fresh.compileTimes());
    }
  }

  private String plans() {
    List<String> arguments = new ArrayList<>();
    for (Comparison comparison : Comparison.all()) {
      if (PLANNED.contains(comparison.name())) {
        arguments.addAll(
            List.of(
                comparison.work().name(), String.valueOf(comparison.size()), comparison.title()));
      }
    }
    try (Peer peer = sides.program("PlanProbe", arguments.toArray(String[]::new))) {
      return String.join("\n", peer.output());
    }
  }

  /** Prints a section and writes the file anew, so that a run that is ended early leaves it. */
  private void add(String title, String text) throws IOException {
    String section = "## " + title + "\n\n" + text + "\n";
    System.out.print(section);
    report.append(section);
    if (options.out().isPresent()) {
      Files.writeString(options.out().get(), report, StandardCharsets.UTF_8);
    }
  }

  private String machine() throws IOException {
    String[] probe;
    try (Peer peer = sides.program("MachineProbe")) {
      probe = peer.output().get(0).split(" ", -1);
    }
    return """
        - %s, %d cores
        - memory %.1f GB/s (a += 3·b on heap arrays, 12 bytes an element), sgemm %.0f GFLOP/s (1024³, ND4J's OpenBLAS with %s)
        - JDK %s for Tikhonov, %s for the others; SIMD %s
        - %s (%s)
        - %d rounds of %d ms for each side in turn, after %d ms of warm-up; medians of the rounds
        """
        .formatted(
            Processor.name(),
            Sides.CORES,
            Double.parseDouble(probe[0]),
            Double.parseDouble(probe[1]),
            sides.openBlas().words(),
            sides.otherJdk().map(Benchmarks::version).orElse(System.getProperty("java.version")),
            System.getProperty("java.version"),
            options.simd().word(),
            sides.versions(),
            "OMP_NUM_THREADS="
                + Sides.CORES
                + "; where there are matrix products, the better of one thread and all in the OpenBLAS"
                + " of PyTorch in a JVM",
            options.rounds(),
            options.roundMillis(),
            options.warmUpMillis());
  }

  /** The version of a JDK from its release file. */
  private static String version(Path jdk) {
    try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", ""))
          .findFirst()
          .orElse(jdk.toString());
    } catch (IOException e) {
      return jdk.toString();
    }
  }
}
