package io.tikhonov.processor.documentation;

import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.documentation.DslSources.Attribute;
import io.tikhonov.processor.documentation.DslSources.Entry;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import io.tikhonov.processor.training.TestModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/catalogue.md, made of the definitions and the DSL's sources. */
final class CatalogueDocument {
  /** The families of annotations, in the order of the document. */
  static final List<String> FAMILIES =
      List.of("Regularize", "Constrain", "Optimizer", "Schedule", "Gradient", "Average");

  /** The classes of functions. */
  static final List<String> FUNCTIONS = List.of("Losses", "Penalties", "Proximal", "Ops");

  private static final Set<String> COMMON = Set.of("on", "roles", "mode", "metric", "maximize");

  private final Catalogue catalogue = Catalogue.load();
  private final TestSources references = new TestSources("catalogue", "training");
  private final TestSources compiled = new TestSources("compiled");

  /** The document with its generated parts written anew. */
  String update(String document) {
    String text = document;
    for (String family : FAMILIES) {
      text = replace(text, family, annotations(family));
    }
    for (String owner : FUNCTIONS) {
      text = replace(text, owner, functions(owner));
    }
    return text;
  }

  private static String replace(String document, String part, String table) {
    String from = "<!-- generated: " + part + " -->\n";
    String to = "<!-- end: " + part + " -->";
    int start = document.indexOf(from);
    int end = document.indexOf(to);
    if (start < 0 || end < start) {
      throw new IllegalStateException("docs/catalogue.md has no part between the marks of " + part);
    }
    return document.substring(0, start + from.length())
        + "\n"
        + table
        + "\n"
        + document.substring(end);
  }

  /** The files that compare an annotation with reference values or prove properties of it. */
  List<String> references(Entry annotation) {
    Set<String> files =
        new TreeSet<>(
            references.mentioning(
                Pattern.compile(
                    "\"" + Pattern.quote(annotation.owner() + "." + annotation.name()) + "\"")));
    if (annotation.owner().equals("Optimizer") && hasTrajectory(annotation.name())) {
      files.add("OptimizerReferenceTest");
    }
    return List.copyOf(files);
  }

  /** True if the references have steps of an update rule, which OptimizerReferenceTest follows. */
  private static boolean hasTrajectory(String rule) {
    return ReferenceData.list(ReferenceData.read("optimizer-settings.json").get("cases")).stream()
        .anyMatch(reference -> ReferenceData.object(reference).get("rule").equals(rule));
  }

  /** The files that compile and run models with an annotation. */
  List<String> compiled(Entry annotation) {
    return compiled.mentioning(
        Pattern.compile("@" + Pattern.quote(annotation.owner() + "." + annotation.name()) + "\\b"));
  }

  /** The files that compile and run models with a function. */
  List<String> compiledFunction(Entry function) {
    boolean shared = function.owner().startsWith("P");
    String call = shared ? function.owner() + "." + function.name() : function.name();
    return compiled.mentioning(Pattern.compile("\\b" + Pattern.quote(call) + "\\("));
  }

  private String annotations(String family) {
    List<String> headers = new ArrayList<>(List.of("name", "definition"));
    switch (family) {
      case "Regularize" -> headers.addAll(List.of("default mode", "proximal step"));
      case "Constrain" -> headers.add("projection in the optimizer's metric");
      case "Optimizer" -> headers.addAll(List.of("metric D", "weight decay"));
      default -> {}
    }
    headers.addAll(List.of("attributes", "notes and source"));
    List<List<String>> rows = new ArrayList<>();
    for (Entry entry : DslSources.annotations(family)) {
      List<String> row = new ArrayList<>();
      row.add("`" + entry.name() + "`");
      row.add(entry.javadoc().definition());
      Ingredient ingredient = TestModel.ingredient(family + "." + entry.name());
      Definition definition = catalogue.find(ingredient.type()).orElseThrow();
      row.addAll(facts(definition, ingredient));
      row.add(attributes(entry, definition));
      row.add(entry.javadoc().notes());
      rows.add(row);
    }
    return table(headers, rows);
  }

  private static List<String> facts(Definition definition, Ingredient ingredient) {
    if (definition instanceof PenaltyDefinition penalty) {
      Site site = site(ingredient);
      String plain = lower(penalty.defaultMode(ingredient, site.shape(), false));
      String adaptive = lower(penalty.defaultMode(ingredient, site.shape(), true));
      String mode =
          plain.equals(adaptive) ? plain : plain + " under SGD, " + adaptive + " under adaptive";
      if (!(penalty instanceof ProximalPenalty proximal)) {
        return List.of(mode, "none (TKV303)");
      } else if (proximal.hasProximal(ingredient, site.shape())) {
        return List.of(mode, metric(proximal.proximal(site)));
      }
      return ofSomeUses(proximal, ingredient, mode);
    } else if (definition instanceof ConstraintDefinition constraint) {
      return List.of(metric(List.of(constraint.projection(site(ingredient)))));
    } else if (definition instanceof OptimizerDefinition optimizer) {
      return List.of(
          optimizer.metric(ingredient).orElse("none (TKV305)").replace("|", "\\|"),
          lower(optimizer.weightDecay(ingredient)));
    }
    return List.of();
  }

  /** Facts of a penalty that has a proximal operator along a single axis only. */
  private static List<String> ofSomeUses(
      ProximalPenalty penalty, Ingredient ingredient, String mode) {
    boolean rounded = ingredient.has("epsilon");
    String condition = rounded ? "along one axis with `epsilon = 0`" : "along one axis";
    String name = "Regularize." + ingredient.name();
    Ingredient single =
        rounded
            ? TestModel.ingredient(name, "axes", List.of(0), "epsilon", 0)
            : TestModel.ingredient(name, "axes", List.of(0));
    Site site = site(single);
    String one = lower(penalty.defaultMode(single, site.shape(), false));
    return List.of(
        "%s %s, otherwise %s".formatted(one, condition, mode),
        "%s %s, otherwise none (TKV303)".formatted(metric(penalty.proximal(site)), condition));
  }

  private static String metric(List<ProximalPart> parts) {
    return parts.stream().allMatch(ProximalPart::diagonal) ? "any diagonal metric" : "Euclidean";
  }

  private static Site site(Ingredient ingredient) {
    Graph graph = new Graph();
    TensorDeclaration matrix = TestModel.declaration(graph, "w", TestModel.shape("n", "m"));
    return new Site(graph, ingredient, matrix, true);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String attributes(Entry entry, Definition definition) {
    Map<String, Domain> domains = definition.domains();
    return entry.attributes().stream()
        .filter(attribute -> !COMMON.contains(attribute.name()))
        .map(attribute -> attribute(attribute, domains.get(attribute.name())))
        .collect(Collectors.joining("; "));
  }

  private static String attribute(Attribute attribute, Domain domain) {
    String value = attribute.value() == null ? "" : " = " + attribute.value();
    String admitted = domain == null ? "" : ", " + domain.description();
    return "`" + attribute.name() + value + "`" + admitted;
  }

  private static String functions(String owner) {
    List<List<String>> rows = new ArrayList<>();
    for (Entry entry : DslSources.functions(owner)) {
      rows.add(
          List.of(
              "`" + entry.signature() + "`",
              entry.javadoc().definition(),
              entry.javadoc().notes()));
    }
    return table(List.of("function", "definition", "notes and source"), rows);
  }

  private static String table(List<String> headers, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    text.append(line(headers)).append(line(headers.stream().map(header -> "---").toList()));
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
