package io.tikhonov.commandline;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the compiled objectives of jars and folders, and shows their reports. */
@Command(
    name = "inspect",
    description = {
      "Lists the compiled objectives in jars and folders, and prints or opens their reports.",
      "",
      "Returns 1 if there are none, otherwise 0."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    usageHelpWidth = Page.WIDTH)
final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "JAR_OR_FOLDER",
      description = "Where to look: a jar, a folder of class files, or a folder with jars.")
  private List<Path> places = new ArrayList<>();

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      description = "Only this model, by its full name or by the end of it.")
  private String model;

  @Option(
      names = {"-p", "--print"},
      description = "Print the report: formulas, derivatives, updates, passes.")
  private boolean print;

  @Option(
      names = {"-o", "--open"},
      description = "Open the page of the report.")
  private boolean open;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "NAME=NUMBER",
      description = "The size of a dimension; with all of them the costs of passes are numbers.")
  private Map<String, Long> sizes = new LinkedHashMap<>();

  @Override
  public Integer call() {
    sizes.forEach(
        (name, size) -> {
          if (size < 1) {
            throw new ParameterException(
                spec.commandLine(), "The size of %s must be at least 1.".formatted(name));
          }
        });
    List<CompiledObjective> found = new ArrayList<>();
    for (Path place : places) {
      try (Container container = Container.open(place)) {
        CompiledObjective.in(container).stream()
            .filter(it -> found.stream().noneMatch(known -> known.name().equals(it.name())))
            .forEach(found::add);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    Page page = Page.of(out);
    if (found.isEmpty()) {
      page.paragraph("There is no compiled objective in %s.".formatted(joined(places)));
      return Main.FOUND;
    }
    for (CompiledObjective objective : chosen(found)) {
      show(objective, page);
    }
    page.space();
    return 0;
  }

  private List<CompiledObjective> chosen(List<CompiledObjective> found) {
    if (model == null) {
      return found;
    }
    List<CompiledObjective> chosen =
        found.stream()
            .filter(it -> it.name().equals(model) || it.name().endsWith("." + model))
            .toList();
    if (chosen.isEmpty()) {
      throw new UserException(
          "There is no model %s in %s; there are: %s."
              .formatted(
                  model,
                  joined(places),
                  joined(found.stream().map(CompiledObjective::name).toList())));
    }
    return chosen;
  }

  private static String joined(List<?> items) {
    return String.join(", ", items.stream().map(String::valueOf).toList());
  }

  private void show(CompiledObjective objective, Page page) {
    Optional<Report> report = objective.report();
    if (report.isEmpty()) {
      page.heading(objective.name());
      page.row("report", "none: compiled with -Atikhonov.report=html or none");
    } else if (print) {
      new ReportWriter(page, sizes).write(report.get());
    } else {
      new ReportWriter(page, sizes).writeSummary(report.get());
    }
    Optional<Path> html = ReportPages.find(objective.source(), objective.generated());
    html.ifPresent(path -> page.row("page", fromHere(path).toString()));
    if (open) {
      open(html, page);
    }
  }

  /** A path as short as it can be written. */
  private static Path fromHere(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }

  private static void open(Optional<Path> html, Page page) {
    if (html.isEmpty()) {
      page.row(
          "page",
          "not found. The compiler writes it beside the generated source; give the folder in"
              + " which that lies, such as target.");
    } else if (!Browser.open(html.get())) {
      page.row("", "There is no browser that could be started here: open the page yourself.");
    }
  }
}
