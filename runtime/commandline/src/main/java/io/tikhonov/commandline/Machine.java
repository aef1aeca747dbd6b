package io.tikhonov.commandline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program runs on here.
 *
 * @param jvm the Java virtual machine
 * @param vectors what it has for SIMD
 * @param tikhonov the runtime, if it is on the class path
 * @param nd4j ND4J, if it is there and works
 * @param nd4jProblem why it does not work, if it does not
 * @param memory limits
 * @param environment those environment variables that set threads and are there
 */
record Machine(
    Jvm jvm,
    Vectors vectors,
    Optional<Tikhonov> tikhonov,
    Optional<Nd4jFacts> nd4j,
    Optional<String> nd4jProblem,
    Memory memory,
    Map<String, String> environment) {

  /**
   * The Java virtual machine.
   *
   * @param feature number of the JDK, such as 17
   * @param mode as {@code java.vm.info} says, such as "mixed mode, sharing"
   * @param flags arguments that it was started with
   */
  record Jvm(
      int feature,
      String version,
      String vendor,
      String home,
      String name,
      String mode,
      String system,
      int processors,
      List<String> flags) {}

  /**
   * What there is for SIMD.
   *
   * @param module whether jdk.incubator.vector is there
   * @param bits width of the vectors, 0 without the module
   */
  record Vectors(boolean module, int bits) {}

  /**
   * Tikhonov's runtime.
   *
   * @param access how vectors reach memory, by the name of the runtime's constant; empty if kernels
   *     are scalar
   * @param choice the system property {@code tikhonov.simd}, as it was given
   * @param threads number of threads; 0 if the setting is wrong
   * @param problem what is wrong with a setting, if something is
   */
  record Tikhonov(
      String version,
      Optional<String> access,
      String choice,
      int threads,
      Optional<String> problem) {}

  /**
   * ND4J.
   *
   * @param level the instructions that its library was built for: 1 generic, 2 AVX2, 3 AVX-512
   * @param bestLevel what this processor has
   */
  record Nd4jFacts(
      String version,
      String backend,
      String blas,
      int blasThreads,
      int ompThreads,
      int level,
      int bestLevel) {}

  /**
   * Limits in bytes.
   *
   * @param outside the most that arrays outside of the heap may take; 0 if it is not known
   */
  record Memory(long heap, long outside, long physical) {}
}
