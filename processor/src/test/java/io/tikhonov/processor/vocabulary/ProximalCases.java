package io.tikhonov.processor.vocabulary;

import static io.tikhonov.processor.vocabulary.Inputs.A;
import static io.tikhonov.processor.vocabulary.Inputs.B;
import static io.tikhonov.processor.vocabulary.Inputs.sum;
import static io.tikhonov.processor.vocabulary.Inputs.table;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Proximal operators and projections with their values; sets by bisection instead of sorting. */
final class ProximalCases {
  private final List<FunctionCase> cases = new ArrayList<>();

  private ProximalCases() {}

  static List<FunctionCase> all() {
    ProximalCases all = new ProximalCases();
    all.separable();
    all.groups();
    all.data();
    all.sets();
    return all.cases;
  }

  private void add(String call, Function<Inputs, Array> expected) {
    cases.add(new FunctionCase("Proximal." + call, expected));
  }

  private void map(String call, DoubleUnaryOperator function) {
    add(call, in -> in.map("x", function));
  }

  static double soft(double v, double threshold) {
    return Math.signum(v) * Math.max(Math.abs(v) - threshold, 0);
  }

  private void separable() {
    map("l1(x, 0.6)", v -> soft(v, 0.6));
    map("l2(x, 0.6)", v -> v / 1.6);
    map("elasticNet(x, 0.3, 0.6)", v -> soft(v, 0.18) / 1.42);
    map("logSum(x, 0.2, 0.3)", v -> Math.signum(v) * logSum(Math.abs(v)));
  }

  /** The minimiser of 0.3·log(1 + z/0.2) + (z − v)²/2 over z ≥ 0, from a grid. */
  private static double logSum(double v) {
    double best = 0;
    for (int i = 1; i <= 4000; i++) {
      best = cost(v * i / 4000, v) < cost(best, v) ? v * i / 4000 : best;
    }
    if (best == 0) {
      return 0;
    }
    // The derivative is monotone near the minimum: bisection.
    double low = best - v / 4000;
    double high = best + v / 4000;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double slope = 0.3 / (0.2 + middle) + middle - v;
      low = slope < 0 ? middle : low;
      high = slope < 0 ? high : middle;
    }
    return low;
  }

  private static double cost(double z, double v) {
    return 0.3 * Math.log(1 + z / 0.2) + (z - v) * (z - v) / 2;
  }

  private static double norm(Array array) {
    return Math.sqrt(sum(array.data().length, i -> array.data()[i] * array.data()[i]));
  }

  private static double rowNorm(Inputs in, int i) {
    return Math.sqrt(sum(B, j -> in.x(i, j) * in.x(i, j)));
  }

  private void groups() {
    add("l2Norm(x, 0.6)", in -> in.map("x", v -> v * (1 - 0.6 / norm(in.get("x")))));
    add("l2Norm(x, 60)", in -> in.map("x", v -> 0));
    add("l2Norm(x.times(0), 0.6)", in -> in.map("x", v -> 0));
    add(
        "groupLasso(x, 0, 2.1)",
        in -> table(A, B, (i, j) -> in.x(i, j) * Math.max(0, 1 - 2.1 / rowNorm(in, i))));
    add(
        "sparseGroupLasso(x, 0.4, 0, 0.5)",
        in ->
            table(
                A,
                B,
                (i, j) -> {
                  double length = Math.sqrt(sum(B, k -> Math.pow(soft(in.x(i, k), 0.2), 2)));
                  return soft(in.x(i, j), 0.2) * Math.max(0, 1 - 0.6 / length);
                }));
    add("maximumNorm(v, 1.1)", in -> capped(in.get("v").data(), 1.1));
    add("maximumNorm(v, 100)", in -> in.map("v", v -> 0));
    // These have no derivative, so their argument is constant. Other matrices: ProximalTest.
    add("nuclearNorm(eye(3).times(2), 0.5)", in -> table(3, 3, (i, j) -> i == j ? 1.5 : 0));
    add("spectralNorm(eye(3).times(2), 0.9)", in -> table(3, 3, (i, j) -> i == j ? 1.7 : 0));
    add("spectralNorm(eye(3).times(2), 1000)", in -> table(3, 3, (i, j) -> 0));
  }

  /** The largest sizes cut to a level c with Σmax(|v| − c, 0) = step. */
  private static Array capped(double[] v, double step) {
    double c = bisect(level -> sum(v.length, i -> Math.max(Math.abs(v[i]) - level, 0)), step);
    return Inputs.vector(v.length, i -> Math.signum(v[i]) * Math.min(Math.abs(v[i]), c));
  }

  /** Where a falling function takes a value. */
  private static double bisect(DoubleUnaryOperator falling, double value) {
    double low = -100;
    double high = 100;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      boolean above = falling.applyAsDouble(middle) > value;
      low = above ? middle : low;
      high = above ? high : middle;
    }
    return low;
  }

  private void zip(String call, DoubleBinaryOperator function) {
    add(call, in -> in.zip("x", "z", function));
  }

  private void data() {
    zip("squaredError(x, z, 0.6)", (v, y) -> (v + 0.6 * y) / 1.6);
    zip("absoluteError(x, z, 0.6)", (v, y) -> y + soft(v - y, 0.6));
    zip(
        "huber(x, z, 0.5, 0.6)",
        (v, y) ->
            Math.abs(v - y) <= 0.5 * 1.6 ? y + (v - y) / 1.6 : v - 0.6 * 0.5 * Math.signum(v - y));
    zip(
        "pinball(x, z, 0.3, 0.6)",
        (v, y) -> v - y > 0.6 * 0.7 ? v - 0.6 * 0.7 : y - v > 0.6 * 0.3 ? v + 0.6 * 0.3 : y);
    // Where the derivative 1 − k/z + (z − v)/t is 0.
    add(
        "poisson(x, p, 0.6)",
        in ->
            in.zip(
                "x",
                "p",
                (v, k) -> Math.exp(bisect(u -> k / Math.exp(u) - 1 - (Math.exp(u) - v) / 0.6, 0))));
  }

  private void sets() {
    map("nonNegative(x)", v -> Math.max(v, 0));
    map("box(x, -0.4, 0.7)", v -> Math.max(-0.4, Math.min(0.7, v)));
    add(
        "simplex(x, 1.5)",
        in -> {
          double tau = bisect(level -> in.total("x", v -> Math.max(v - level, 0)), 1.5);
          return in.map("x", v -> Math.max(v - tau, 0));
        });
    add("simplex(x.times(0), 1.5)", in -> in.map("x", v -> 1.5 / (A * B)));
    add(
        "l1Ball(x, 1.5)",
        in -> {
          double tau = bisect(level -> in.total("x", v -> Math.max(Math.abs(v) - level, 0)), 1.5);
          return in.map("x", v -> soft(v, tau));
        });
    map("l1Ball(x, 100)", v -> v);
    add("l2Ball(x, 1.5)", in -> in.map("x", v -> v * 1.5 / norm(in.get("x"))));
    map("l2Ball(x, 100)", v -> v);
    add(
        "maxNorm(x, 2.1, 0)",
        in -> table(A, B, (i, j) -> in.x(i, j) * Math.min(1, 2.1 / rowNorm(in, i))));
    add(
        "minMaxNorm(x, 2.2, 2.5, 0)",
        in ->
            table(
                A,
                B,
                (i, j) ->
                    in.x(i, j) * Math.max(2.2, Math.min(2.5, rowNorm(in, i))) / rowNorm(in, i)));
    add("unitNorm(x, 0)", in -> table(A, B, (i, j) -> in.x(i, j) / rowNorm(in, i)));
    add("unitNorm(x.times(0), 0)", in -> table(A, B, (i, j) -> 0.5));
    add("l0Ball(x, 5)", in -> in.map("x", v -> rank(in, v) < 5 ? v : 0));
    // All are equally large: the last ones stay.
    add("l0Ball(sign(p), 5)", in -> table(A, B, (i, j) -> i * B + j >= A * B - 5 ? 1 : 0));
    map("l0Ball(x, 100)", v -> v);
    map("l0Ball(x, 0)", v -> 0);
    add("halfSpace(x, z, -0.5)", in -> moved(in, Math.max(0, product(in) + 0.5)));
    add("halfSpace(x, z, 100)", in -> in.get("x"));
    add("hyperplane(x, z, 0.5)", in -> moved(in, product(in) - 0.5));
  }

  private static long rank(Inputs in, double v) {
    double[] all = in.get("x").data();
    return IntStream.range(0, all.length).filter(i -> Math.abs(all[i]) > Math.abs(v)).count();
  }

  private static double product(Inputs in) {
    return sum(A * B, n -> in.get("x").data()[n] * in.get("z").data()[n]);
  }

  private static Array moved(Inputs in, double excess) {
    double squares = in.total("z", a -> a * a);
    return in.zip("x", "z", (v, a) -> v - a * excess / squares);
  }
}
