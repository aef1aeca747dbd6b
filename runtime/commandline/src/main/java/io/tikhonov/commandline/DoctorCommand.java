package io.tikhonov.commandline;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what programs run on here and what would make them faster. */
@Command(
    name = "doctor",
    description = {
      "Says which JDK, ND4J backend, vectors and threads are in effect, and what would make"
          + " programs faster. Run it on the class path, and with the flags, of the program in"
          + " question:",
      "",
      "  java FLAGS -cp tikhonov-commandline.jar:CLASS_PATH \\",
      "      io.tikhonov.commandline.Main doctor",
      "",
      "Returns 1 if something keeps programs from running, otherwise 0."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    usageHelpWidth = Page.WIDTH)
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "JAR_OR_FOLDER",
      description = "Compiled models, to be looked at as well.")
  private List<Path> places = new ArrayList<>();

  @Option(
      names = "--measure",
      description =
          "Measures the bandwidth of memory and the speed of matrix products, which bound a step"
              + " from below (some seconds).")
  private boolean measure;

  @Override
  public Integer call() {
    List<GeneratedClasses.Found> models = new ArrayList<>();
    for (Path place : places) {
      try (Container container = Container.open(place)) {
        models.addAll(GeneratedClasses.in(container));
      }
    }
    Machine machine = MachineReader.read();
    PrintWriter out = spec.commandLine().getOut();
    new MachineWriter(Page.of(out)).write(machine);
    Page page = Page.of(out);
    if (!places.isEmpty()) {
      write(page, models);
    }
    if (measure) {
      Speed.measure(machine.nd4j().isPresent()).write(page);
    }
    List<Advice> advice = Diagnosis.of(machine, models);
    write(advice, page);
    out.flush();
    return advice.stream().anyMatch(Advice::problem) ? Main.FOUND : 0;
  }

  private static void write(Page page, List<GeneratedClasses.Found> models) {
    page.heading("Models");
    if (models.isEmpty()) {
      page.row("none", "There is no generated class.");
    }
    for (GeneratedClasses.Found model : models) {
      page.row(model.access().isEmpty() ? "scalar" : "with vectors", model.name());
    }
  }

  private static void write(List<Advice> advice, Page page) {
    if (advice.isEmpty()) {
      page.heading("All is well: nothing would make it faster.");
      return;
    }
    page.heading("What would make it better");
    int number = 0;
    for (Advice item : advice) {
      number++;
      page.item(number + ".", (item.problem() ? "Problem: " : "") + item.text());
      item.lines().forEach(page::verbatim);
    }
  }
}
