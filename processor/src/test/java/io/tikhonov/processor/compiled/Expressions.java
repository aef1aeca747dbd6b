package io.tikhonov.processor.compiled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes models from expressions: each becomes a loss, and the tensors that occur in them by name
 * are declared.
 */
final class Expressions {
  /** Shapes of the parameters that expressions may use; none for a scalar. */
  private static final Map<String, String> PARAMETERS = new LinkedHashMap<>();

  /** Declarations of the inputs that expressions may use. */
  private static final Map<String, String> INPUTS = new LinkedHashMap<>();

  static {
    PARAMETERS.put("s", "");
    PARAMETERS.put("s2", "");
    PARAMETERS.put("positiveScalar", "");
    PARAMETERS.put("u", "n");
    PARAMETERS.put("v", "m");
    PARAMETERS.put("v2", "m");
    PARAMETERS.put("positiveV", "m");
    PARAMETERS.put("one", "1");
    PARAMETERS.put("w", "n, m");
    PARAMETERS.put("w2", "n, m");
    PARAMETERS.put("r", "m, k");
    PARAMETERS.put("positiveW", "n, m");
    PARAMETERS.put("row", "1, m");
    PARAMETERS.put("col", "n, 1");
    PARAMETERS.put("square3", "3, 3");
    PARAMETERS.put("square4", "m, m");
    PARAMETERS.put("c", "n, m, k");
    PARAMETERS.put("c2", "n, k, m");
    PARAMETERS.put("d", "2, n, m, k");
    PARAMETERS.put("table", "rows, m");
    PARAMETERS.put("flat", "n*m");
    PARAMETERS.put("joined", "n+m, k");
    PARAMETERS.put("kernel", "filters, channels, 3, 3");
    PARAMETERS.put("kernel2", "filters, channels, 2, 3");
    PARAMETERS.put("channel", "channels");
    PARAMETERS.put("filterGain", "filters");
    INPUTS.put("x", "@Shape({\"batch\", \"n\"}) Tensor x");
    INPUTS.put("y", "@Shape({\"batch\", \"m\"}) Tensor y");
    INPUTS.put("y2", "@Shape({\"batch\", \"m\"}) Tensor y2");
    INPUTS.put("t", "@Shape({\"batch\", \"n\", \"m\"}) Tensor t");
    INPUTS.put("positiveY", "@Shape({\"batch\", \"m\"}) Tensor positiveY");
    INPUTS.put("z", "@Shape(\"batch\") Tensor z");
    INPUTS.put("label", "@Shape(\"batch\") Labels label");
    INPUTS.put("labels", "@Shape({\"batch\", \"2\"}) Labels labels");
    INPUTS.put("image", "@Shape({\"batch\", \"channels\", \"7\", \"6\"}) Tensor image");
    INPUTS.put("odd", "@Shape({\"batch\", \"channels\", \"h\", \"w\"}) Tensor odd");
  }

  private Expressions() {}

  /** A model with a loss for each expression that sums a nonlinear function of its elements. */
  static ModelSource model(String name, String... expressions) {
    List<String> losses = new ArrayList<>();
    for (String expression : expressions) {
      losses.add("sum(square((%s).plus(0.3)))".formatted(expression));
    }
    return losses(name, losses);
  }

  /** A model with the given scalar expressions as losses. */
  static ModelSource losses(String name, List<String> losses) {
    StringBuilder members = new StringBuilder();
    PARAMETERS.forEach(
        (parameter, shape) -> {
          if (losses.stream().anyMatch(loss -> mentions(loss, parameter))) {
            String dims = shape.isEmpty() ? "" : "\"" + shape.replace(", ", "\", \"") + "\"";
            members.append("@Parameter(shape = {%s}) Tensor %s;\n".formatted(dims, parameter));
          }
        });
    for (int i = 0; i < losses.size(); i++) {
      String loss = losses.get(i);
      List<String> inputs = new ArrayList<>();
      INPUTS.forEach(
          (input, declaration) -> {
            if (mentions(loss, input)) {
              inputs.add(declaration);
            }
          });
      members.append(
          "@Loss Tensor loss%d(%s) {\n  return %s;\n}\n"
              .formatted(i + 1, String.join(", ", inputs), loss));
    }
    return ModelSource.of(name, members.toString());
  }

  private static boolean mentions(String code, String name) {
    String withoutStrings = code.replaceAll("\"[^\"]*\"", "\"\"");
    return Pattern.compile("(?<![\\w.])" + name + "(?![\\w(])").matcher(withoutStrings).find();
  }
}
