package io.tikhonov.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules of {@code doctor}: what follows from what a machine is like. */
final class Diagnosis {
  private static final int LAST_WITH_BUFFERS = 18;
  private static final int FIRST_WITH_SEGMENTS = 22;
  private static final int FIRST_WITH_WARNINGS = 24;
  private static final String[] LEVELS = {"", "generic", "avx2", "avx512"};

  private static final String VECTORS = "--add-modules jdk.incubator.vector";

  private final Machine machine;
  private final List<GeneratedClasses.Found> models;
  private final List<Advice> advice = new ArrayList<>();

  private Diagnosis(Machine machine, List<GeneratedClasses.Found> models) {
    this.machine = machine;
    this.models = models;
  }

  /** What can be made better, problems first. */
  static List<Advice> of(Machine machine, List<GeneratedClasses.Found> models) {
    Diagnosis diagnosis = new Diagnosis(machine, models);
    diagnosis.libraries();
    diagnosis.settings();
    diagnosis.compiler();
    diagnosis.vectors();
    diagnosis.models();
    diagnosis.threads();
    diagnosis.warnings();
    diagnosis.advice.sort((a, b) -> Boolean.compare(b.problem(), a.problem()));
    return diagnosis.advice;
  }

  private void libraries() {
    if (machine.tikhonov().isEmpty() || machine.nd4j().isEmpty()) {
      String what =
          machine.nd4j().isPresent()
              ? "Tikhonov's runtime is not on the class path."
              : "ND4J cannot be used. " + machine.nd4jProblem().orElse("");
      advice.add(
          Advice.problem(
              what + " Run doctor on the class path of the program in question:",
              "java -cp tikhonov-commandline.jar:CLASS_PATH \\",
              "    io.tikhonov.commandline.Main doctor"));
    }
    machine
        .nd4j()
        .filter(nd4j -> !nd4j.blas().equals("OPENBLAS") && nd4j.backend().equals("CpuBackend"))
        .ifPresent(
            nd4j ->
                advice.add(
                    Advice.hint(
                        "The BLAS library is %s, not OpenBLAS: its number of threads stays as it is, and results may depend on it."
                            .formatted(nd4j.blas()))));
  }

  private void settings() {
    machine
        .tikhonov()
        .flatMap(Machine.Tikhonov::problem)
        .map(Advice::problem)
        .ifPresent(advice::add);
    if (machine.tikhonov().filter(it -> it.choice().equalsIgnoreCase("off")).isPresent()
        && machine.vectors().module()) {
      advice.add(
          Advice.hint("-Dtikhonov.simd=off keeps vector kernels from being used. Leave it out."));
    }
  }

  /** Kernels are loops that the just-in-time compiler has to make fast. */
  private void compiler() {
    if (machine.jvm().mode().toLowerCase(Locale.ROOT).contains("interpreted")) {
      advice.add(
          Advice.problem(
              "Java runs without its compiler (-Xint): kernels are about a hundred times slower."
                  + " Leave the flag out."));
    }
    String first = "-XX:TieredStopAtLevel=";
    for (String flag : machine.jvm().flags()) {
      if (flag.startsWith(first) && !flag.equals(first + "4")) {
        advice.add(
            Advice.hint(
                flag
                    + " switches the optimizing compiler off, as some development environments do:"
                    + " kernels are several times slower. Leave it out."));
      }
    }
  }

  private void vectors() {
    int feature = machine.jvm().feature();
    if (feature > LAST_WITH_BUFFERS && feature < FIRST_WITH_SEGMENTS) {
      advice.add(
          Advice.hint(
              "The vectors of JDK %d cannot read native memory, so kernels are scalar. With JDK 17, or 22 and later, they run several times as fast where arithmetic counts."
                  .formatted(feature)));
    } else if (!machine.vectors().module()) {
      advice.add(
          Advice.hint(
              "Kernels are scalar. With vectors they run several times as fast where arithmetic"
                  + " counts. Add to java, and to javac (with -source and -target instead of"
                  + " --release):",
              VECTORS));
    }
  }

  /** What is wrong with models, each thing once for all that have it. */
  private void models() {
    int feature = machine.jvm().feature();
    String newer = names(model -> model.java() > feature);
    if (!newer.isEmpty()) {
      advice.add(
          Advice.problem(
              "Compiled for a newer Java than %d, so they do not run here: %s. Use a newer JDK, or compile them with -target %d."
                  .formatted(feature, newer, feature)));
    }
    String scalar = names(model -> model.access().isEmpty());
    if (!scalar.isEmpty()) {
      advice.add(
          Advice.hint(
              "Compiled without vector kernels: %s. Add to javac (with -source and -target instead of --release):"
                  .formatted(scalar),
              VECTORS));
    }
    Optional<String> here = machine.tikhonov().flatMap(Machine.Tikhonov::access);
    String other =
        names(
            model ->
                here.isPresent() && model.access().isPresent() && !model.access().equals(here));
    if (!other.isEmpty()) {
      advice.add(
          Advice.hint(
              "Compiled on a JDK with other vectors, so scalar kernels run here: %s. Compile them with %s."
                  .formatted(other, jdks(here.get()))));
    }
  }

  private String names(Predicate<GeneratedClasses.Found> which) {
    return String.join(
        ", ", models.stream().filter(which).map(GeneratedClasses.Found::name).toList());
  }

  private static String jdks(String access) {
    return access.equals("BYTE_BUFFER") ? "JDK 17 or 18" : "JDK 22 or later";
  }

  private void threads() {
    int processors = machine.jvm().processors();
    machine
        .tikhonov()
        .filter(it -> it.threads() > 0 && it.threads() != processors)
        .ifPresent(
            it ->
                advice.add(
                    Advice.hint(
                        it.threads() < processors
                            ? "Tikhonov uses %d of %d processors. -Dtikhonov.threads=%d, or leaving the property out, uses all; results are the same bits."
                                .formatted(it.threads(), processors, processors)
                            : "Tikhonov has %d threads for %d processors: they get in each other's way. Leave -Dtikhonov.threads out."
                                .formatted(it.threads(), processors))));
    machine
        .nd4j()
        .filter(nd4j -> nd4j.blasThreads() < processors && nd4j.backend().equals("CpuBackend"))
        .ifPresent(
            nd4j ->
                advice.add(
                    Advice.hint(
                        "ND4J's own matrix products use %d of %d processors%s. Training steps of Tikhonov are not affected: they use its own threads."
                            .formatted(nd4j.blasThreads(), processors, variables()))));
    machine
        .nd4j()
        .filter(nd4j -> nd4j.level() < nd4j.bestLevel() && nd4j.bestLevel() < LEVELS.length)
        .ifPresent(
            nd4j ->
                advice.add(
                    Advice.hint(
                        "ND4J's own operations, outside of Tikhonov's steps, are built for %s processors; this one has more. Add the dependency:"
                            .formatted(LEVELS[Math.max(0, nd4j.level())]),
                        "org.nd4j:nd4j-native:%s:linux-x86_64-%s"
                            .formatted(nd4j.version(), LEVELS[nd4j.bestLevel()]))));
  }

  private String variables() {
    List<String> set =
        machine.environment().entrySet().stream()
            .filter(variable -> variable.getKey().endsWith("_NUM_THREADS"))
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toList();
    return set.isEmpty() ? "" : " (" + String.join(", ", set) + ")";
  }

  private void warnings() {
    boolean silent =
        machine.jvm().flags().stream().anyMatch(flag -> flag.startsWith("--enable-native-access"));
    if (machine.jvm().feature() >= FIRST_WITH_WARNINGS && !silent) {
      advice.add(
          Advice.hint(
              "JDK 24 and later warn about native access and sun.misc.Unsafe, which ND4J uses. Start"
                  + " the program with:",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow"));
    }
  }
}
