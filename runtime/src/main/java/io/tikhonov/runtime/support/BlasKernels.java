package io.tikhonov.runtime.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Which of its kernels OpenBLAS has chosen for this processor.
 *
 * <p>It knows the processors that were there when it was built and takes others for very old ones:
 * the OpenBLAS of ND4J 1.0.0-M2.1 computes on a Zen 5 with the kernels of 2007, at a fifth of the
 * speed. The environment variable {@code OPENBLAS_CORETYPE} names better ones, but only before the
 * process starts, so all that can be done here is to say so.
 */
final class BlasKernels {

  /** The variable with which a user makes the choice. */
  static final String VARIABLE = "OPENBLAS_CORETYPE";

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** Kernels with vectors of 256 bits and more, from the widest on. */
  private static final List<String> RECENT =
      List.of("SAPPHIRERAPIDS", "COOPERLAKE", "SKYLAKEX", "ZEN", "HASWELL");

  /** Kernels with narrower vectors. */
  private static final List<String> OLD =
      List.of(
          "SANDYBRIDGE",
          "NEHALEM",
          "DUNNINGTON",
          "PENRYN",
          "CORE2",
          "ATOM",
          "PRESCOTT",
          "EXCAVATOR",
          "STEAMROLLER",
          "PILEDRIVER",
          "BULLDOZER",
          "BOBCAT",
          "BARCELONA",
          "OPTERON_SSE3",
          "OPTERON",
          "NANO");

  private BlasKernels() {}

  /** What to tell the user, if anything; OpenBLAS must be loaded. */
  static Optional<String> advice() {
    if (System.getenv(VARIABLE) != null) {
      return Optional.empty();
    }
    // Most processors are known, and then nothing else is looked at.
    return chosen()
        .filter(kernels -> !RECENT.contains(kernels))
        .flatMap(kernels -> advice(kernels, abilities()));
  }

  /**
   * What to tell the user about this choice.
   *
   * @param kernels their name in OpenBLAS
   * @param abilities what the processor can do, in the words of Linux
   */
  static Optional<String> advice(String kernels, Set<String> abilities) {
    boolean wide = abilities.contains("avx2") && abilities.contains("fma");
    if (!wide || RECENT.contains(kernels)) {
      return Optional.empty();
    }
    return Optional.of(
        "OpenBLAS does not know this processor and computes matrix products with its kernels for"
            + " an older one ("
            + kernels
            + "), several times slower than it could. Set the environment variable "
            + VARIABLE
            + "="
            + (abilities.contains("avx512f") ? "SkylakeX" : "Haswell")
            + " before the JVM starts.");
  }

  /** The name of the kernels in use: the library keeps a pointer to one of its tables. */
  private static Optional<String> chosen() {
    Pointer variable = Loader.addressof("gotoblas");
    if (variable == null) {
      return Optional.empty();
    }
    try (PointerPointer<Pointer> tables = new PointerPointer<>(variable)) {
      Pointer table = tables.get(0);
      return Stream.concat(RECENT.stream(), OLD.stream())
          .filter(name -> table != null && table.equals(Loader.addressof("gotoblas_" + name)))
          .findFirst();
    }
  }

  /** The flags of the processor; empty where the system does not list them. */
  private static Set<String> abilities() {
    if (!Files.isReadable(PROCESSOR)) {
      return Set.of();
    }
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.copyOf(List.of(line.split("\\s+"))))
          .orElse(Set.of());
    } catch (IOException | UncheckedIOException e) {
      // Advice is all that depends on it.
      return Set.of();
    }
  }
}
