package io.tikhonov.processor.vocabulary;

import static io.tikhonov.processor.vocabulary.Inputs.A;
import static io.tikhonov.processor.vocabulary.Inputs.B;
import static io.tikhonov.processor.vocabulary.Inputs.scalar;
import static io.tikhonov.processor.vocabulary.Inputs.sum;
import static io.tikhonov.processor.vocabulary.Inputs.table;
import static io.tikhonov.processor.vocabulary.Inputs.vector;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Elementwise functions, reductions, losses and penalties with their values. */
final class FunctionCases {
  private final List<FunctionCase> cases = new ArrayList<>();

  private FunctionCases() {}

  static List<FunctionCase> all() {
    FunctionCases all = new FunctionCases();
    all.elementwise();
    all.binary();
    all.reductions();
    all.losses();
    all.penalties();
    return all.cases;
  }

  private void add(String expression, Function<Inputs, Array> expected) {
    cases.add(new FunctionCase(expression, expected));
  }

  private void unary(String name, String operand, DoubleUnaryOperator function) {
    add(name + "(" + operand + ")", in -> in.map(operand, function));
  }

  private void elementwise() {
    unary("exp", "x", Math::exp);
    unary("log", "p", Math::log);
    unary("log1p", "p", Math::log1p);
    unary("expm1", "x", Math::expm1);
    unary("sqrt", "p", Math::sqrt);
    unary("square", "x", a -> a * a);
    unary("abs", "x", Math::abs);
    unary("sign", "x", Math::signum);
    unary("sin", "x", Math::sin);
    unary("cos", "x", Math::cos);
    unary("tanh", "x", Math::tanh);
    unary("sigmoid", "x", a -> 1 / (1 + Math.exp(-a)));
    unary("softplus", "x", a -> Math.log(1 + Math.exp(a)));
    unary("relu", "x", a -> a > 0 ? a : 0);
    unary("gelu", "x", a -> a * normalDistribution(a));
    unary("silu", "x", a -> a / (1 + Math.exp(-a)));
    unary("erf", "x", a -> 2 * normalDistribution(a * Math.sqrt(2)) - 1);
    unary("leakyRelu", "x", a -> a > 0 ? a : 0.01 * a);
    add("leakyRelu(x, 0.2)", in -> in.map("x", a -> a > 0 ? a : 0.2 * a));
    unary("elu", "x", a -> a > 0 ? a : Math.exp(a) - 1);
    add("elu(x, 0.5)", in -> in.map("x", a -> a > 0 ? a : 0.5 * (Math.exp(a) - 1)));
    add("clamp(x, -0.5, 0.7)", in -> in.map("x", a -> Math.max(-0.5, Math.min(0.7, a))));
    add("x.negate()", in -> in.map("x", a -> -a));
    add("p.pow(1.7)", in -> in.map("p", a -> Math.pow(a, 1.7)));
    add("x.pow(3)", in -> in.map("x", a -> a * a * a));
    add("x.pow(0)", in -> in.map("x", a -> 1));
  }

  /** Φ by the trapezoidal rule, which converges fast for such an integrand. */
  private static double normalDistribution(double a) {
    int steps = 20_000;
    double h = a / steps;
    double sum = (density(0) + density(a)) / 2;
    for (int i = 1; i < steps; i++) {
      sum += density(i * h);
    }
    // Corrected by the derivatives at the ends: the error is of fourth order.
    return 0.5 + h * sum + h * h / 12 * a * density(a);
  }

  private static double density(double a) {
    return Math.exp(-a * a / 2) / Math.sqrt(2 * Math.PI);
  }

  private void operator(String method, DoubleBinaryOperator function) {
    add("x.%s(z)".formatted(method), in -> in.zip("x", "z", function));
    add("x.%s(1.5)".formatted(method), in -> in.map("x", a -> function.applyAsDouble(a, 1.5)));
    add(
        "x.%s(v)".formatted(method),
        in -> table(A, B, (i, j) -> function.applyAsDouble(in.x(i, j), in.at("v", j))));
  }

  private void comparison(String name, DoubleBinaryOperator function) {
    add("%s(x, z)".formatted(name), in -> in.zip("x", "z", function));
    add("%s(x, 0.3)".formatted(name), in -> in.map("x", a -> function.applyAsDouble(a, 0.3)));
    add("%s(0.3, x)".formatted(name), in -> in.map("x", a -> function.applyAsDouble(0.3, a)));
  }

  private void binary() {
    operator("plus", (a, b) -> a + b);
    operator("minus", (a, b) -> a - b);
    operator("times", (a, b) -> a * b);
    operator("div", (a, b) -> a / b);
    comparison("maximum", Math::max);
    comparison("minimum", Math::min);
    comparison("greater", (a, b) -> a > b ? 1 : 0);
    comparison("less", (a, b) -> a < b ? 1 : 0);
    add("where(greater(x, z), x, z)", in -> in.zip("x", "z", Math::max));
    add("where(greater(x, 0), x, 0.1)", in -> in.map("x", a -> a > 0 ? a : 0.1));
    add("where(greater(x, 0), 0.1, x)", in -> in.map("x", a -> a > 0 ? 0.1 : a));
    add("where(greater(x, 0), 2, 3)", in -> in.map("x", a -> a > 0 ? 2 : 3));
    add("where(greater(x, 0), log(x), x)", in -> in.map("x", a -> a > 0 ? Math.log(a) : a));
    add(
        "where(greater(x, 0), sqrt(x.transpose()).transpose(), x).plus(where(less(x, 0), x,"
            + " sqrt(x)))",
        in -> in.map("x", a -> a > 0 ? 2 * Math.sqrt(a) : 2 * a));
    // An infinite derivative where the selection leaves the value out.
    add(
        "where(greater(relu(x), 0), log(relu(x)), 0)",
        in -> in.map("x", a -> a > 0 ? Math.log(a) : 0));
    // The branch that is not taken is infinite, and so is its derivative.
    add(
        "where(greater(x, 0), x, x.div(maximum(x, 0)))",
        in -> in.map("x", a -> a > 0 ? a : Double.NEGATIVE_INFINITY));
  }

  private interface Reduction {
    double of(double[] values);
  }

  private void reduction(String name, String operand, Reduction reduction) {
    add("%s(%s)".formatted(name, operand), in -> scalar(reduction.of(in.get(operand).data())));
    add(
        "%s(%s, 0)".formatted(name, operand),
        in -> vector(B, j -> reduction.of(vector(A, i -> in.at(operand, i, j)).data())));
    add(
        "%s(%s, -1)".formatted(name, operand),
        in -> vector(A, i -> reduction.of(row(in, operand, i))));
    add(
        "%s(%s, \"b\")".formatted(name, operand),
        in -> vector(A, i -> reduction.of(row(in, operand, i))));
    add(
        "%s(%s, \"a\", \"b\")".formatted(name, operand),
        in -> scalar(reduction.of(in.get(operand).data())));
    add(
        "keepDims(%s(%s, 1))".formatted(name, operand),
        in -> table(A, 1, (i, j) -> reduction.of(row(in, operand, i))));
  }

  static double[] row(Inputs in, String name, int i) {
    return vector(B, j -> in.at(name, i, j)).data();
  }

  static double sumOf(double[] values) {
    return sum(values.length, i -> values[i]);
  }

  private static double variance(double[] values) {
    double mean = sumOf(values) / values.length;
    return sum(values.length, i -> (values[i] - mean) * (values[i] - mean)) / values.length;
  }

  static double logSumExp(double[] values) {
    return Math.log(sum(values.length, i -> Math.exp(values[i])));
  }

  private static double position(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private void reductions() {
    reduction("sum", "x", FunctionCases::sumOf);
    reduction("mean", "x", a -> sumOf(a) / a.length);
    reduction("max", "x", a -> java.util.Arrays.stream(a).max().orElseThrow());
    reduction("min", "x", a -> java.util.Arrays.stream(a).min().orElseThrow());
    reduction("norm", "x", a -> Math.sqrt(sum(a.length, i -> a[i] * a[i])));
    reduction("variance", "x", FunctionCases::variance);
    reduction("logSumExp", "x", FunctionCases::logSumExp);
    add("sum(t, 0, 2)", in -> vector(A, i -> sum(8, n -> in.at("t", n / 4, i, n % 4))));
    add("argmax(x)", in -> scalar(position(in.get("x").data())));
    add("argmax(x, 1)", in -> vector(A, i -> position(row(in, "x", i))));
    add("argmax(x, \"b\")", in -> vector(A, i -> position(row(in, "x", i))));
    Function<Inputs, Array> softmax =
        in -> table(A, B, (i, j) -> Math.exp(in.x(i, j) - logSumExp(row(in, "x", i))));
    add("softmax(x, 1)", softmax);
    add("softmax(x, \"b\")", softmax);
    Function<Inputs, Array> logSoftmax =
        in -> table(A, B, (i, j) -> in.x(i, j) - logSumExp(row(in, "x", i)));
    add("logSoftmax(x, -1)", logSoftmax);
    add("logSoftmax(x, \"b\")", logSoftmax);
  }

  private void loss(String call, DoubleBinaryOperator loss) {
    add(
        call,
        in -> {
          Array each = in.zip("x", "z", loss);
          return scalar(sumOf(each.data()) / (A * B));
        });
  }

  private void losses() {
    add(
        "softmaxCrossEntropy(x, y)",
        in -> scalar(sum(A, i -> logSumExp(row(in, "x", i)) - in.x(i, in.label(i))) / A));
    add(
        "softmaxCrossEntropy(x, y, 0.1)",
        in ->
            scalar(
                sum(
                        A,
                        i ->
                            logSumExp(row(in, "x", i))
                                - 0.9 * in.x(i, in.label(i))
                                - 0.1 * sumOf(row(in, "x", i)) / B)
                    / A));
    loss("sigmoidCrossEntropy(x, z)", (a, b) -> Math.log(1 + Math.exp(a)) - a * b);
    loss("meanSquaredError(x, z)", (a, b) -> (a - b) * (a - b));
    loss("meanAbsoluteError(x, z)", (a, b) -> Math.abs(a - b));
    loss("huber(x, z, 0.7)", (a, b) -> huber(Math.abs(a - b)));
    loss("smoothL1(x, z, 0.7)", (a, b) -> huber(Math.abs(a - b)) / 0.7);
    loss("logCosh(x, z)", (a, b) -> Math.log(Math.cosh(a - b)));
    loss("pinball(x, z, 0.3)", (a, b) -> b > a ? 0.3 * (b - a) : 0.7 * (a - b));
    loss("poissonNegativeLogLikelihood(x, z)", (a, b) -> Math.exp(a) - b * a);
    add(
        "gaussianNegativeLogLikelihood(x, z, p)",
        in ->
            scalar(
                sum(
                        A * B,
                        n -> {
                          double d = in.x(n / B, n % B) - in.at("z", n / B, n % B);
                          double s = in.at("p", n / B, n % B);
                          return (Math.log(s) + d * d / s) / 2;
                        })
                    / (A * B)));
  }

  private static double huber(double d) {
    return d <= 0.7 ? d * d / 2 : 0.7 * (d - 0.35);
  }

  private void penalties() {
    add("Penalties.l1(x)", in -> scalar(in.total("x", Math::abs)));
    add("Penalties.l2(x)", in -> scalar(in.total("x", a -> a * a / 2)));
    add(
        "Penalties.elasticNet(x, 0.3)",
        in -> scalar(in.total("x", a -> 0.3 * Math.abs(a) + 0.35 * a * a)));
    add(
        "Penalties.groupLasso(x, 0)",
        in -> scalar(sum(A, i -> Math.sqrt(sum(B, j -> in.x(i, j) * in.x(i, j))))));
    add("Penalties.groupLasso(v, 0)", in -> scalar(in.total("v", Math::abs)));
    add(
        "Penalties.nuclearNorm(s)",
        // The matrix is positive definite: its singular values are its eigenvalues.
        in -> scalar(sum(A, i -> in.at("s", i, i))));
    add(
        "Penalties.totalVariation(x)",
        in ->
            scalar(
                sum(A * (B - 1), n -> Math.abs(in.x(n / 3, n % 3 + 1) - in.x(n / 3, n % 3)))
                    + sum(
                        (A - 1) * B, n -> Math.abs(in.x(n / B + 1, n % B) - in.x(n / B, n % B)))));
    add(
        "Penalties.totalVariation(x, 1)",
        in -> scalar(sum(A * (B - 1), n -> Math.abs(in.x(n / 3, n % 3 + 1) - in.x(n / 3, n % 3)))));
  }
}
