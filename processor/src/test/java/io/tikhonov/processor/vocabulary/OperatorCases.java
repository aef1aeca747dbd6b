package io.tikhonov.processor.vocabulary;

import static io.tikhonov.processor.vocabulary.Inputs.A;
import static io.tikhonov.processor.vocabulary.Inputs.B;
import static io.tikhonov.processor.vocabulary.Inputs.scalar;
import static io.tikhonov.processor.vocabulary.Inputs.sum;
import static io.tikhonov.processor.vocabulary.Inputs.table;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Linear operators and graphs with their values. */
final class OperatorCases {
  private final List<FunctionCase> cases = new ArrayList<>();

  private OperatorCases() {}

  static List<FunctionCase> all() {
    OperatorCases all = new OperatorCases();
    all.differences();
    all.adjoints();
    all.graphs();
    return all.cases;
  }

  private void add(String call, Function<Inputs, Array> expected) {
    cases.add(new FunctionCase(call, expected));
  }

  private static double clamped(Inputs in, int i, int j) {
    return in.x(Math.max(0, Math.min(A - 1, i)), Math.max(0, Math.min(B - 1, j)));
  }

  private void differences() {
    add("forwardDifference(x, 1)", in -> table(A, B, (i, j) -> clamped(in, i, j + 1) - in.x(i, j)));
    add("periodicDifference(x, 1)", in -> table(A, B, (i, j) -> in.x(i, (j + 1) % B) - in.x(i, j)));
    add(
        "divergence(x, 1)",
        in -> table(A, B, (i, j) -> (j < B - 1 ? in.x(i, j) : 0) - (j > 0 ? in.x(i, j - 1) : 0)));
    add(
        "periodicDivergence(x, 0)",
        in -> table(A, B, (i, j) -> in.x(i, j) - in.x((i + A - 1) % A, j)));
    Function<Inputs, Array> laplacian =
        in ->
            table(
                A,
                B,
                (i, j) ->
                    clamped(in, i - 1, j)
                        + clamped(in, i + 1, j)
                        + clamped(in, i, j - 1)
                        + clamped(in, i, j + 1)
                        - 4 * in.x(i, j));
    add("laplacian(x)", laplacian);
    add("laplacian(x, 0, 1)", laplacian);
    add(
        "laplacian(x, 1)",
        in ->
            table(A, B, (i, j) -> clamped(in, i, j - 1) + clamped(in, i, j + 1) - 2 * in.x(i, j)));
  }

  /** ⟨A x, y⟩ − ⟨x, Aᵀy⟩ is 0. */
  private void dot(String operator, String x, String y) {
    String image = operator.replace("a ->", "").replaceAll("\\ba\\b", x).strip();
    add(
        "sum(%s.times(%s)).minus(sum(%s.times(adjoint(%s, %s, %s))))"
            .formatted(image, y, x, operator, x, y),
        in -> scalar(0));
  }

  private void adjoints() {
    dot("a -> forwardDifference(a, 1)", "x", "z");
    dot("a -> periodicDifference(a, 0)", "x", "z");
    dot("a -> s.matmul(a)", "x", "z");
    dot("a -> conv2d(a, kernel, 2, 1)", "image", "conv2d(image, kernel, 2, 1)");
    dot("a -> slice(a, 1, 1, 3)", "x", "slice(z, 1, 0, 2)");
    dot("a -> a.times(p)", "x", "z");
    add("adjoint(Ops::transpose, x, z.transpose())", in -> in.get("z"));
    // Minus the adjoint of a difference is a divergence.
    add(
        "adjoint(a -> forwardDifference(a, 1), x, z).plus(divergence(z, 1))",
        in -> table(A, B, (i, j) -> 0));
    add(
        "adjoint(a -> periodicDifference(a, 0), x, z).plus(periodicDivergence(z, 0))",
        in -> table(A, B, (i, j) -> 0));
  }

  private static double distance(Inputs in, String a, int i, String b, int j) {
    return sum(B, k -> Math.pow(in.at(a, i, k) - in.at(b, j, k), 2));
  }

  private static double degree(Inputs in, int i) {
    return sum(A, j -> in.at("s", i, j));
  }

  private static double looped(Inputs in, int i, int j) {
    return Math.exp(in.at("s", i, j) / 9) + (i == j ? 1 : 0);
  }

  private static double loopedDegree(Inputs in, int i) {
    return sum(A, j -> looped(in, i, j));
  }

  private static double near(Inputs in, int i, int j) {
    double[] others =
        java.util.stream.IntStream.range(0, A)
            .filter(k -> k != i)
            .mapToDouble(k -> distance(in, "x", i, "x", k))
            .toArray();
    return distance(in, "x", i, "x", j) <= Arrays.stream(others).min().orElseThrow() ? 1 : 0;
  }

  private void graphs() {
    add("squaredDistances(x, z)", in -> table(A, A, (i, j) -> distance(in, "x", i, "z", j)));
    add(
        "heatKernel(x, 2)",
        in -> table(A, A, (i, j) -> Math.exp(-distance(in, "x", i, "x", j) / 4)));
    add(
        "knnGraph(x, 1)",
        in -> table(A, A, (i, j) -> i == j ? 0 : Math.max(near(in, i, j), near(in, j, i))));
    add("knnGraph(x, 2)", in -> table(A, A, (i, j) -> i == j ? 0 : 1));
    add(
        "gridGraph(\"a\", \"b\")",
        in ->
            table(
                A * B,
                A * B,
                (m, n) -> Math.abs(m / B - n / B) + Math.abs(m % B - n % B) == 1 ? 1 : 0));
    add(
        "gridGraph(\"2\", \"b\").matmul(concat(0, v, u))",
        in ->
            Inputs.vector(
                2 * B,
                n -> {
                  int other = 1 - n / B;
                  double[][] rows = {in.get("v").data(), in.get("u").data()};
                  int j = n % B;
                  return rows[other][j]
                      + (j > 0 ? rows[n / B][j - 1] : 0)
                      + (j < B - 1 ? rows[n / B][j + 1] : 0);
                }));
    add(
        "graphLaplacian(s)",
        in -> table(A, A, (i, j) -> (i == j ? degree(in, i) : 0) - in.at("s", i, j)));
    String looped = "exp(s.div(9))";
    add(
        "normalizedAdjacency(%s)".formatted(looped),
        in ->
            table(
                A,
                A,
                (i, j) -> looped(in, i, j) / Math.sqrt(loopedDegree(in, i) * loopedDegree(in, j))));
    add(
        "normalizedLaplacian(%s.plus(eye(\"a\")))".formatted(looped),
        in ->
            table(
                A,
                A,
                (i, j) ->
                    (i == j ? 1 : 0)
                        - looped(in, i, j) / Math.sqrt(loopedDegree(in, i) * loopedDegree(in, j))));
    add("normalizedLaplacian(s.times(0))", in -> table(A, A, (i, j) -> 0));
    // In inference mode a draw is its mean.
    add("sampleNormal(x, z)", in -> in.get("x"));
  }
}
