package io.tikhonov.processor.compiled;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes random losses over the whole vocabulary. Every expression is made for a given shape, so
 * all of them compile; functions with poles get arguments away from these.
 */
final class RandomExpressions {
  private static final List<String> DIMENSIONS = List.of("n", "m", "k");
  private static final List<String> REDUCTIONS =
      List.of("sum", "mean", "max", "min", "norm", "variance", "logSumExp");
  private static final List<String> FUNCTIONS =
      List.of(
          "sin(%s)",
          "cos(%s)",
          "tanh(%s)",
          "sigmoid(%s)",
          "softplus(%s)",
          "relu(%s)",
          "gelu(%s)",
          "silu(%s)",
          "elu(%s)",
          "leakyRelu(%s, 0.1)",
          "abs(%s)",
          "erf(%s)",
          "exp(tanh(%s))",
          "expm1(sin(%s))",
          "sqrt(square(%s).plus(0.2))",
          "log1p(square(%s))",
          "log(softplus(%s).plus(0.1))",
          "square(tanh(%s))",
          "clamp(%s, -1.1, 0.9)",
          "sigmoid(%s).pow(1.7)",
          "(%s).negate()",
          "(%s).times(0.7)",
          "(%s).plus(0.4)",
          "maximum(%s, 0.1)",
          "minimum(0.3, %s)");

  private final Random random;
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();
  private final Map<String, List<String>> inputs = new LinkedHashMap<>();
  private final Map<String, List<String>> locals = new LinkedHashMap<>();

  RandomExpressions(long seed) {
    random = new Random(seed);
    parameters.put("s", List.of());
    parameters.put("u", List.of("n"));
    parameters.put("v", List.of("m"));
    parameters.put("w", List.of("n", "m"));
    parameters.put("r", List.of("m", "k"));
    parameters.put("c", List.of("n", "m", "k"));
    parameters.put("row", List.of("1", "m"));
    inputs.put("x", List.of("batch", "n"));
    inputs.put("y", List.of("batch", "m"));
    inputs.put("z", List.of("batch"));
  }

  /** A model whose losses have a body of several statements each. */
  static ModelSource model(long seed, String ingredients) {
    RandomExpressions expressions = new RandomExpressions(seed);
    StringBuilder members = new StringBuilder();
    expressions.parameters.forEach(
        (name, shape) ->
            members.append("@Parameter(shape = {%s}) Tensor %s;\n".formatted(quoted(shape), name)));
    for (int loss = 1; loss <= 3; loss++) {
      members.append(expressions.loss(loss));
    }
    members.append("@Regularize(lambda = 0.01) Tensor all() {\n  return sum(square(s))");
    expressions.parameters.keySet().stream()
        .skip(1)
        .forEach(name -> members.append(".plus(sum(square(%s)))".formatted(name)));
    members.append(";\n}\n");
    return ModelSource.of("Random" + seed, members.toString()).with(ingredients);
  }

  private String loss(int number) {
    locals.clear();
    StringBuilder body = new StringBuilder();
    int statements = random.nextInt(4);
    for (int i = 1; i <= statements; i++) {
      List<String> shape = shape(random.nextInt(4));
      String value = expression(shape, 2 + random.nextInt(3));
      String name = "local" + i;
      body.append("  Tensor ").append(name).append(" = ").append(value).append(";\n");
      locals.put(name, shape);
    }
    String last = expression(shape(random.nextInt(4)), 4 + random.nextInt(4 - statements / 2));
    for (String local : locals.keySet()) {
      last = "mean(%s).plus(mean(%s))".formatted(last, local);
    }
    return """
        @Loss Tensor loss%d(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y,
            @Shape("batch") Tensor z, @Shape("batch") Labels label) {
        %s  return mean(%s).times(s);
        }
        """
        .formatted(number, body, last);
  }

  private static String quoted(List<String> dims) {
    return dims.isEmpty() ? "" : "\"" + String.join("\", \"", dims) + "\"";
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String dimension() {
    return pick(DIMENSIONS);
  }

  private List<String> shape(int rank) {
    List<String> shape = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      boolean batch = axis == 0 && random.nextInt(3) == 0;
      shape.add(batch ? "batch" : random.nextInt(8) == 0 ? "1" : dimension());
    }
    return shape;
  }

  /** An expression of the given shape. */
  private String expression(List<String> shape, int depth) {
    if (depth <= 0) {
      return leaf(shape);
    }
    String made = null;
    while (made == null) {
      made = choose(shape, depth - 1);
    }
    return made;
  }

  private String choose(List<String> shape, int depth) {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> pick(FUNCTIONS).formatted(expression(shape, depth));
      case 3, 4 -> combination(shape, depth);
      case 5, 6 -> reduction(shape, depth);
      case 7 -> keptReduction(shape, depth);
      case 8 -> alongAxis(shape, depth);
      case 9 -> transposed(shape, depth);
      case 10 -> joined(shape, depth);
      case 11 -> reshaped(shape, depth);
      case 12 -> product(shape, depth);
      case 13 -> lookup(shape, depth);
      case 14 -> slope(shape, depth);
      default -> repeated(shape, depth);
    };
  }

  /** A tensor of this shape, or one that is repeated to it. */
  private String leaf(List<String> shape) {
    List<String> exact = new ArrayList<>();
    List<String> smaller = new ArrayList<>(List.of("s"));
    for (Map<String, List<String>> tensors : List.of(parameters, inputs, locals)) {
      tensors.forEach(
          (name, dims) -> {
            if (dims.equals(shape)) {
              exact.add(name);
            } else if (fits(dims, shape)) {
              smaller.add(name);
            }
          });
    }
    if (!exact.isEmpty() && (shape.isEmpty() || random.nextInt(4) > 0)) {
      return pick(exact);
    }
    return "broadcast(%s, %s)".formatted(pick(smaller), quoted(shape));
  }

  private static boolean fits(List<String> dims, List<String> shape) {
    int missing = shape.size() - dims.size();
    for (int axis = 0; axis < dims.size(); axis++) {
      boolean equal = missing >= 0 && dims.get(axis).equals(shape.get(axis + missing));
      if (missing < 0 || (!equal && !dims.get(axis).equals("1"))) {
        return false;
      }
    }
    return true;
  }

  /** Some shape that broadcasts to the given one. */
  private List<String> narrower(List<String> shape) {
    List<String> narrow = new ArrayList<>(shape);
    if (!narrow.isEmpty() && random.nextInt(3) == 0) {
      narrow = new ArrayList<>(narrow.subList(1 + random.nextInt(narrow.size()), narrow.size()));
    }
    for (int axis = 0; axis < narrow.size(); axis++) {
      if (random.nextInt(4) == 0) {
        narrow.set(axis, "1");
      }
    }
    return narrow;
  }

  private String combination(List<String> shape, int depth) {
    String a = expression(shape, depth);
    String b = expression(narrower(shape), depth - 1);
    return switch (random.nextInt(8)) {
      case 0, 1 -> "%s.plus(%s)".formatted(a, b);
      case 2 -> "%s.minus(%s)".formatted(a, b);
      case 3, 4 -> "%s.times(%s)".formatted(a, b);
      case 5 -> "%s.div(square(%s).plus(0.5))".formatted(a, b);
      case 6 -> "maximum(%s, %s)".formatted(a, b);
      default ->
          "where(greater(%s, 0.05), %s, %s)"
              .formatted(b, a, expression(narrower(shape), depth - 1));
    };
  }

  private String reduction(List<String> shape, int depth) {
    if (shape.size() > 3) {
      return null;
    }
    List<String> larger = new ArrayList<>(shape);
    int axis = random.nextInt(shape.size() + 1);
    larger.add(axis, random.nextInt(5) == 0 ? "batch" : dimension());
    String axes = axis == shape.size() && random.nextBoolean() ? "-1" : Integer.toString(axis);
    if (larger.size() < 4 && random.nextInt(4) == 0) {
      larger.add(0, dimension());
      axes = "0, " + (axes.equals("-1") ? axes : Integer.toString(axis + 1));
    }
    return "%s(%s, %s)".formatted(pick(REDUCTIONS), expression(larger, depth), axes);
  }

  private String keptReduction(List<String> shape, int depth) {
    int axis = shape.indexOf("1");
    if (axis < 0) {
      return null;
    }
    List<String> larger = new ArrayList<>(shape);
    larger.set(axis, dimension());
    return "keepDims(%s(%s, %d))".formatted(pick(REDUCTIONS), expression(larger, depth), axis);
  }

  private String alongAxis(List<String> shape, int depth) {
    if (shape.isEmpty()) {
      return null;
    }
    int axis = random.nextInt(shape.size());
    String x = expression(shape, depth);
    return switch (random.nextInt(8)) {
      case 0 -> "softmax(%s, %d)".formatted(x, axis);
      case 1 -> "logSoftmax(%s, %d)".formatted(x, axis);
      case 2 -> "cumsum(%s, %d)".formatted(x, axis);
      case 3 -> "sort(%s, %d)".formatted(x, axis);
      case 4 -> "shift(%s, %d, %d)".formatted(x, axis, random.nextInt(3) - 1);
      case 5 -> "pad(diff(%s, %d), %d, 1, 0)".formatted(x, axis, axis);
      case 6 ->
          "slice(pad(%s, %d, 1, 2, 0.5), %d, 2, %s)"
              .formatted(x, axis, axis, shape.get(axis).equals("1") ? "3" : "-1");
      default -> "layerNorm(%s)".formatted(x);
    };
  }

  private String transposed(List<String> shape, int depth) {
    if (shape.size() < 2) {
      return null;
    }
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      order.add(axis);
    }
    Collections.shuffle(order, random);
    String[] from = new String[shape.size()];
    for (int axis = 0; axis < from.length; axis++) {
      from[order.get(axis)] = shape.get(axis);
    }
    String axes = order.toString();
    return "transpose(%s, %s)"
        .formatted(expression(List.of(from), depth), axes.substring(1, axes.length() - 1));
  }

  /** Two tensors joined along an axis, and one of them or something across cut out. */
  private String joined(List<String> shape, int depth) {
    if (shape.isEmpty()) {
      return null;
    }
    int axis = random.nextInt(shape.size());
    String length = shape.get(axis);
    List<String> other = new ArrayList<>(shape);
    other.set(axis, "k");
    String a = expression(shape, depth);
    String b = expression(other, depth - 1);
    return random.nextBoolean()
        ? "slice(concat(%d, %s, %s), %d, \"0\", \"%s\")".formatted(axis, a, b, axis, length)
        : "slice(concat(%d, %s, %s), %d, \"k\", \"k+%s\")".formatted(axis, a, b, axis, length);
  }

  private String reshaped(List<String> shape, int depth) {
    if (shape.size() < 2 || shape.size() > 3) {
      return null;
    }
    List<String> flat = new ArrayList<>(shape);
    String merged = flat.remove(0) + "*" + flat.remove(0);
    flat.add(0, merged);
    String inner = "reshape(%s, %s)".formatted(expression(shape, depth), quoted(flat));
    return "reshape(%s, %s)".formatted(pick(FUNCTIONS).formatted(inner), quoted(shape));
  }

  private String product(List<String> shape, int depth) {
    if (shape.size() < 2 || shape.size() > 3) {
      return null;
    }
    String inner = dimension();
    List<String> left = new ArrayList<>(shape);
    left.set(shape.size() - 1, inner);
    List<String> right = new ArrayList<>(shape);
    right.set(shape.size() - 2, inner);
    if (shape.size() == 3 && random.nextBoolean()) {
      right.remove(0);
    }
    return "%s.matmul(%s)".formatted(expression(left, depth), expression(right, depth - 1));
  }

  private String lookup(List<String> shape, int depth) {
    if (shape.isEmpty() || !shape.get(0).equals("batch")) {
      return null;
    }
    List<String> table = new ArrayList<>(shape);
    table.set(0, "k");
    if (shape.equals(List.of("batch", "k")) && random.nextBoolean()) {
      return "oneHot(label, \"k\").times(%s)".formatted(expression(shape, depth));
    }
    return "gather(%s, label)".formatted(expression(table, depth));
  }

  /** The slope of some expression, in terms of a tensor of the shape. */
  private String slope(List<String> shape, int depth) {
    for (Map<String, List<String>> tensors : List.of(parameters, inputs)) {
      for (Map.Entry<String, List<String>> tensor : tensors.entrySet()) {
        if (tensor.getValue().equals(shape) && !shape.isEmpty()) {
          String of = expression(shape(random.nextInt(3)), Math.min(depth, 3));
          return "gradient(mean(%s).plus(sum(sin(%s))), %s)"
              .formatted(of, tensor.getKey(), tensor.getKey());
        }
      }
    }
    return null;
  }

  private String repeated(List<String> shape, int depth) {
    if (random.nextInt(3) > 0) {
      return null;
    }
    String start = expression(shape, depth);
    locals.put("it", shape);
    String step = pick(FUNCTIONS).formatted("it") + ".plus(" + expression(shape, depth - 1) + ")";
    locals.remove("it");
    return step.indexOf("iterate") >= 0
        ? null
        : "iterate(%d, %s, it -> %s)".formatted(2 + random.nextInt(2), start, step);
  }
}
