package io.tikhonov.benchmarks;

import java.io.IOException;
import java.util.Map;

/**
 * Which of its kernels OpenBLAS uses. It chooses by the processor, but only among those that were
 * known when it was built, or takes what the variable {@code OPENBLAS_CORETYPE} says. Newer
 * processors of AMD have AVX-512, and ND4J's OpenBLAS of 2021 does not know them.
 *
 * @param environment what children get
 */
record OpenBlas(Map<String, String> environment) {

  private static final String VARIABLE = "OPENBLAS_CORETYPE";
  private static final String AVX_512 = "SkylakeX";

  /** Leaves the choice to the driver's environment. */
  static final OpenBlas OF_ENVIRONMENT = new OpenBlas(Map.of());

  /** The faster of the environment's choice and the kernels for AVX-512, where there is AVX-512. */
  static OpenBlas fastest(Sides sides) throws IOException {
    OpenBlas wide = new OpenBlas(Map.of(VARIABLE, AVX_512));
    boolean gains = Processor.can("avx512f") && wide.gflops(sides) > OF_ENVIRONMENT.gflops(sides);
    return gains ? wide : OF_ENVIRONMENT;
  }

  /** The speed of sgemm on all cores. */
  private double gflops(Sides sides) {
    try (Peer peer = sides.with(this).program("MachineProbe")) {
      return Double.parseDouble(peer.output().get(0).split(" ", -1)[1]);
    }
  }

  /** The choice in words. */
  String words() {
    String set = environment.getOrDefault(VARIABLE, System.getenv(VARIABLE));
    return set == null ? "the kernels of its own choice" : VARIABLE + "=" + set;
  }
}
