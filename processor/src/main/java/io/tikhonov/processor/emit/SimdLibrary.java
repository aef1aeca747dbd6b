package io.tikhonov.processor.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The vector kernels of an objective: a class of its own beside the generated one, which is loaded
 * only where the vectors are those it was compiled against.
 */
final class SimdLibrary {
  private static final List<String> VECTOR_TYPES =
      List.of(
          "DoubleVector",
          "FloatVector",
          "IntVector",
          "LongVector",
          "VectorMask",
          "VectorOperators",
          "VectorSpecies");

  private final Platform platform;
  private final VectorApi api;
  private final boolean doublePrecision;
  private final Map<String, String> methods = new LinkedHashMap<>();

  SimdLibrary(Platform platform, boolean doublePrecision) {
    this.platform = platform;
    this.api = platform.vectors();
    this.doublePrecision = doublePrecision;
  }

  VectorApi api() {
    return api;
  }

  boolean isEmpty() {
    return methods.isEmpty();
  }

  /**
   * Adds a kernel.
   *
   * @param parameters types and names
   */
  void add(String method, String comment, List<String> parameters, String body) {
    String head = "static void " + method + "(" + String.join(", ", parameters) + ") {\n";
    methods.put(method, javadoc(comment) + head + indented(body, "  ") + "}\n");
  }

  /** Adds what a kernel does with elements that fill no vector. */
  void add(RestMethods.Method rest) {
    String head =
        "private static void " + rest.name() + "(" + String.join(", ", rest.parameters()) + ") {\n";
    methods.put(rest.name(), head + indented(rest.body(), "  ") + "}\n");
  }

  private static String javadoc(String comment) {
    String text = comment.strip().replace("\n", "\n * ");
    return text.contains("\n") ? "/**\n * " + text + "\n */\n" : "/** " + text + " */\n";
  }

  private static String indented(String text, String indent) {
    return text.lines()
        .map(line -> line.isEmpty() ? "\n" : indent + line + "\n")
        .collect(Collectors.joining());
  }

  /**
   * The source file.
   *
   * @param origin the annotation that says where the class comes from
   */
  String write(String packageName, String className, String objective, String origin) {
    List<String> members = new ArrayList<>(methods.values());
    String kernels = String.join("\n", members);
    List<String> functions = VectorFunctions.of(doublePrecision).usedBy(kernels);
    StringBuilder body = new StringBuilder();
    body.append(constants(kernels))
        .append('\n')
        .append("private ")
        .append(className)
        .append("() {}\n\n");
    body.append(kernels).append('\n');
    if (!functions.isEmpty()) {
      body.append(SourceLayout.simpleSection("Functions of vectors"));
    }
    functions.forEach(function -> body.append(function).append("\n\n"));
    String text =
        header(objective)
            + (platform.generatedAnnotation() ? "@Generated(\"" + Platform.PROCESSOR + "\")\n" : "")
            + origin
            + "\nfinal class "
            + className
            + " {\n"
            + indented(body.toString().stripTrailing(), "  ")
            + "}\n";
    String start = packageName.isEmpty() ? "" : "package " + packageName + ";\n\n";
    return SourceLayout.apply(start + imports(text) + "\n" + text);
  }

  private String constants(String kernels) {
    String doubles =
        "private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;\n";
    String floats =
        "private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;\n";
    String lastLane = "private static final int LAST_LANE = LANES - 1;\n";
    return (doublePrecision ? doubles : kernels.contains("DOUBLES") ? floats + doubles : floats)
        + "private static final int LANES = "
        + VectorCode.species(doublePrecision)
        + ".length();\n"
        + (kernels.contains("LAST_LANE") ? lastLane : "")
        + "private static final ByteOrder ORDER = ByteOrder.nativeOrder();\n";
  }

  private static String header(String objective) {
    return """
        /**
         * The loops of {@link %s} on vectors:
         * as many elements at once as the processor has lanes for, and what is left over one by one.
         * Each gives the very bits of the loop of the same name there.
         *
         * <p>Memory is in the machine's byte order and never shorter than what is read here.
         */
        """
        .formatted(objective);
  }

  private String imports(String text) {
    TreeSet<String> imports = new TreeSet<>();
    imports.add("java.nio.ByteOrder");
    imports.add(RuntimeTypes.GENERATED_FROM.canonicalName());
    if (platform.generatedAnnotation()) {
      imports.add(Platform.GENERATED);
    }
    imports.add(api.qualifiedName());
    if (text.contains("ValueLayout.")) {
      imports.add("java.lang.foreign.ValueLayout");
    }
    for (String type : VECTOR_TYPES) {
      if (Pattern.compile("\\b" + type + "\\b").matcher(text).find()) {
        imports.add("jdk.incubator.vector." + type);
      }
    }
    imports.addAll(JavaText.calledTypes(text));
    StringBuilder lines = new StringBuilder();
    imports.forEach(name -> lines.append("import ").append(name).append(";\n"));
    return lines.toString();
  }
}
