package io.tikhonov.commandline;

import java.util.Map;

/** Shows what a machine is like. */
final class MachineWriter {
  private static final int BITS_OF_FLOAT = 32;

  private final Page page;

  MachineWriter(Page page) {
    this.page = page;
  }

  void write(Machine machine) {
    Machine.Jvm jvm = machine.jvm();
    page.heading("Java")
        .row("JDK", jvm.version() + ", " + jvm.vendor() + ", " + jvm.home())
        .row("compiler", jvm.name() + ", " + jvm.mode())
        .row("machine", jvm.system() + ", " + jvm.processors() + " processors");
    for (Map.Entry<String, String> variable : machine.environment().entrySet()) {
      page.row("environment", variable.getKey() + "=" + variable.getValue());
    }
    page.heading("Tikhonov");
    machine
        .tikhonov()
        .ifPresentOrElse(
            it ->
                page.row("version", it.version())
                    .row("threads", it.threads() == 0 ? "unknown" : String.valueOf(it.threads())),
            () -> page.row("runtime", "not on the class path"));
    page.row("vectors", vectors(machine));
    page.heading("ND4J");
    machine
        .nd4j()
        .ifPresentOrElse(
            nd4j ->
                page.row("version", nd4j.version())
                    .row("backend", nd4j.backend())
                    .row("BLAS", nd4j.blas() + ", threads: " + nd4j.blasThreads())
                    .row("OpenMP", "threads: " + nd4j.ompThreads()),
            () -> page.row("backend", "none. " + machine.nd4jProblem().orElse("")));
    page.heading("Memory").row("heap", "at most " + Sizes.bytes(machine.memory().heap()));
    if (machine.memory().outside() > 0) {
      page.row(
          "arrays",
          "at most "
              + Sizes.bytes(machine.memory().outside())
              + " outside of the heap, where parameters lie (set by"
              + " -Dorg.bytedeco.javacpp.maxbytes)");
    }
    if (machine.memory().physical() > 0) {
      page.row("machine", Sizes.bytes(machine.memory().physical()));
    }
  }

  private static String vectors(Machine machine) {
    if (!machine.vectors().module()) {
      return "none: the module jdk.incubator.vector is not there";
    }
    String width =
        "%d bits, %d floats at once"
            .formatted(machine.vectors().bits(), machine.vectors().bits() / BITS_OF_FLOAT);
    return machine
        .tikhonov()
        .map(
            it ->
                it.access().isEmpty()
                    ? "not used: this JDK's cannot read native memory"
                    : it.choice().equalsIgnoreCase("off")
                        ? "not used: -Dtikhonov.simd=off"
                        : width
                            + (it.choice().equalsIgnoreCase("on") ? ", from the first step" : ""))
        .orElse(width);
  }
}
