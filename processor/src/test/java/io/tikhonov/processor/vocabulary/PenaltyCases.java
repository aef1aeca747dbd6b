package io.tikhonov.processor.vocabulary;

import static io.tikhonov.processor.vocabulary.FunctionCases.logSumExp;
import static io.tikhonov.processor.vocabulary.FunctionCases.row;
import static io.tikhonov.processor.vocabulary.FunctionCases.sumOf;
import static io.tikhonov.processor.vocabulary.Inputs.A;
import static io.tikhonov.processor.vocabulary.Inputs.B;
import static io.tikhonov.processor.vocabulary.Inputs.scalar;
import static io.tikhonov.processor.vocabulary.Inputs.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Penalties with their values, written out as their documentation has them. */
final class PenaltyCases {
  private final List<FunctionCase> cases = new ArrayList<>();

  private PenaltyCases() {}

  static List<FunctionCase> all() {
    PenaltyCases all = new PenaltyCases();
    all.norms();
    all.matrices();
    all.neighbours();
    all.activations();
    all.slopes();
    return all.cases;
  }

  private void add(String call, ToDoubleFunction<Inputs> expected) {
    cases.add(new FunctionCase("Penalties." + call, in -> scalar(expected.applyAsDouble(in))));
  }

  private static double rowNorm(Inputs in, int i) {
    return Math.sqrt(sum(B, j -> in.x(i, j) * in.x(i, j)));
  }

  private static double power(Inputs in, int k) {
    return in.total("x", a -> Math.pow(a, k));
  }

  private void norms() {
    add("l2Norm(x)", in -> Math.sqrt(power(in, 2)));
    add("l2Norm(t)", in -> Math.sqrt(in.total("t", a -> a * a)));
    add(
        "sparseGroupLasso(x, 0.4, 0)",
        in -> 0.4 * in.total("x", Math::abs) + 0.6 * 2 * sum(A, i -> rowNorm(in, i)));
    add("logSum(x, 0.2)", in -> in.total("x", a -> Math.log(1 + Math.abs(a) / 0.2)));
    // No derivative flows to the reference.
    add("anchor(x, z.times(0).plus(0.3))", in -> in.total("x", a -> (a - 0.3) * (a - 0.3) / 2));
    add("normLoss(x, 1.5, 0)", in -> sum(A, i -> Math.pow(1.5 - rowNorm(in, i), 2)));
    add("cauchySchwarzBinary(x)", in -> A * B * power(in, 4) - Math.pow(power(in, 2), 2));
    add("cauchySchwarzOneSided(x)", in -> power(in, 2) * power(in, 4) - Math.pow(power(in, 3), 2));
    add("cauchySchwarzTernary(x)", in -> power(in, 2) * power(in, 6) - Math.pow(power(in, 4), 2));
    add("cauchySchwarzTernary(where(greater(x, 0), 0.7, -0.7))", in -> 0);
  }

  /** An element of xᵀx. */
  private static double gram(Inputs in, int i, int j) {
    return sum(A, k -> in.x(k, i) * in.x(k, j));
  }

  /** An element of xxᵀ. */
  private static double rowGram(Inputs in, int i, int j) {
    return sum(B, k -> in.x(i, k) * in.x(j, k));
  }

  private void matrices() {
    add(
        "softOrthogonality(x.transpose())",
        in -> sum(A * A, n -> excess(n, A, rowGram(in, n / A, n % A))));
    // Three rows and four columns: the smaller product counts.
    add("softOrthogonality(x)", in -> sum(A * A, n -> excess(n, A, rowGram(in, n / A, n % A))));
    add(
        "offDiagonalOrthogonality(x)",
        in -> sum(B * B, n -> n / B == n % B ? 0 : Math.pow(gram(in, n / B, n % B), 2)));
    add(
        "orthogonalityNorm(x)",
        in -> Math.sqrt(sum(B * B, n -> excess(n, B, gram(in, n / B, n % B)))));
    // Rows in two groups: the columns of a 2·a by b matrix.
    add(
        "groupOrthogonality(concat(x, z, 0), 2)",
        in ->
            sum(A * A, n -> excess(n, A, rowGram(in, n / A, n % A)))
                + sum(
                    A * A,
                    n -> excess(n, A, sum(B, k -> in.at("z", n / A, k) * in.at("z", n % A, k)))));
    add(
        "spectralNorm(outer(r, v))",
        in -> Math.sqrt(in.total("r", a -> a * a) * in.total("v", a -> a * a)));
    for (double s : new double[] {0, 1, 2}) {
      add("hypersphericalEnergy(x, %s)".formatted(s), in -> energy(in, s));
    }
  }

  private static double excess(int n, int size, double element) {
    return Math.pow(element - (n / size == n % size ? 1 : 0), 2);
  }

  private static double energy(Inputs in, double s) {
    return sum(
        A * A,
        n -> {
          int i = n / A;
          int j = n % A;
          double distance =
              Math.sqrt(
                  sum(
                      B,
                      k -> Math.pow(in.x(i, k) / rowNorm(in, i) - in.x(j, k) / rowNorm(in, j), 2)));
          return i == j ? 0 : s == 0 ? -Math.log(distance) : Math.pow(distance, -s);
        });
  }

  private static double step(Inputs in, int i, int j, int axis) {
    boolean end = axis == 0 ? i + 1 == A : j + 1 == B;
    return end ? 0 : in.x(axis == 0 ? i + 1 : i, axis == 0 ? j : j + 1) - in.x(i, j);
  }

  private void neighbours() {
    add(
        "isotropicTotalVariation(x, 1e-8)",
        in ->
            sum(
                A * B,
                n ->
                    Math.sqrt(
                        Math.pow(step(in, n / B, n % B, 0), 2)
                            + Math.pow(step(in, n / B, n % B, 1), 2)
                            + 1e-8)));
    add(
        "isotropicTotalVariation(x, 0, 1)",
        in -> sum(A * B, n -> Math.abs(step(in, n / B, n % B, 1))));
    add("smoothness(x, 1, 1)", in -> sum(A * B, n -> Math.pow(step(in, n / B, n % B, 1), 2) / 2));
    add(
        "smoothness(x, 2, 1)",
        in ->
            sum(
                A * (B - 2),
                n -> {
                  int i = n / (B - 2);
                  int j = n % (B - 2);
                  return Math.pow(in.x(i, j) - 2 * in.x(i, j + 1) + in.x(i, j + 2), 2) / 2;
                }));
    // Parabolas are annihilated by differences of order 3.
    add("smoothness(cumsum(cumsum(x.times(0).plus(1), 1), 1), 3, 1)", in -> 0);
    add(
        "tikhonov(x, v)",
        in -> sum(A, i -> Math.pow(sum(B, j -> in.x(i, j) * in.at("v", j)), 2) / 2));
    add(
        "tikhonov(x, z.transpose())",
        in -> sum(A * A, n -> Math.pow(sum(B, k -> in.x(n / A, k) * in.at("z", n % A, k)), 2) / 2));
    add("dirichlet(x, s)", in -> dirichlet(in, 2));
    add("dirichlet(x, s, 3)", in -> dirichlet(in, 3));
    add(
        "dirichlet(r, s)",
        in ->
            sum(
                A * A,
                n ->
                    in.at("s", n / A, n % A)
                        * Math.pow(in.at("r", n / A) - in.at("r", n % A), 2)
                        / 2));
  }

  private static double dirichlet(Inputs in, double p) {
    return sum(
        A * A,
        n -> {
          double squares = sum(B, k -> Math.pow(in.x(n / A, k) - in.x(n % A, k), 2));
          return in.at("s", n / A, n % A) * Math.pow(squares, p / 2) / 2;
        });
  }

  private static double probability(Inputs in, String logits, int i, int k) {
    return Math.exp(in.at(logits, i, k) - logSumExp(row(in, logits, i)));
  }

  private static double unbiased(Inputs in, String name, int i, int j) {
    double left = sum(A, k -> in.at(name, k, i)) / A;
    double right = sum(A, k -> in.at(name, k, j)) / A;
    return sum(A, k -> (in.at(name, k, i) - left) * (in.at(name, k, j) - right)) / (A - 1);
  }

  private static double spread(Inputs in, String name) {
    return sum(B, j -> Math.max(0, 1 - Math.sqrt(unbiased(in, name, j, j) + 1e-4))) / B;
  }

  private static double correlation(Inputs in, String name) {
    return sum(B * B, n -> n / B == n % B ? 0 : Math.pow(unbiased(in, name, n / B, n % B), 2)) / B;
  }

  private void activations() {
    add("activity(x, 0.3, 0.4)", in -> (0.3 * in.total("x", Math::abs) + 0.2 * power(in, 2)) / A);
    add("entropy(p)", in -> -in.total("p", p -> p * Math.log(p)) / A);
    add("entropy(where(greater(x, 5), x, 0))", in -> 0);
    add(
        "softmaxEntropy(x)",
        in ->
            -sum(
                    A * B,
                    n -> {
                      double p = probability(in, "x", n / B, n % B);
                      return p * Math.log(p);
                    })
                / A);
    add("gaussianKl(x, z)", in -> sumOf(in.zip("x", "z", LossCases::divergence).data()) / A);
    add(
        "gaussianKl(x, z, p, x.times(0.3))",
        in ->
            sum(
                    A * B,
                    n -> {
                      double mean = in.x(n / B, n % B);
                      double s1 = in.at("z", n / B, n % B);
                      double s2 = 0.3 * mean;
                      double apart = Math.pow(mean - in.at("p", n / B, n % B), 2);
                      return (s2 - s1 + (Math.exp(s1) + apart) / Math.exp(s2) - 1) / 2;
                    })
                / A);
    add(
        "klToReference(x, z.times(0))",
        in ->
            sum(
                    A * B,
                    n -> {
                      double p = probability(in, "x", n / B, n % B);
                      return p * (Math.log(p) + Math.log(B));
                    })
                / A);
    add("spectralDecoupling(x, 0.3)", in -> in.total("x", a -> (a - 0.3) * (a - 0.3) / 2) / A);
    add("vicregVariance(p)", in -> spread(in, "p"));
    add("vicregCovariance(x)", in -> correlation(in, "x"));
    add(
        "vicreg(x, z, 25, 24, 1.5)",
        in ->
            25 * sumOf(in.zip("x", "z", (a, b) -> (a - b) * (a - b)).data()) / A
                + 24 * (spread(in, "x") + spread(in, "z"))
                + 1.5 * (correlation(in, "x") + correlation(in, "z")));
  }

  /** Of linear functions, whose derivative is the matrix. */
  private void slopes() {
    add("inputGradient(x.matmul(v), x)", in -> in.total("v", a -> a * a / 2));
    add("inputGradient(square(x), x)", in -> 2 * power(in, 2) / A);
    add(
        "jacobianFrobenius(reshape(x.matmul(v), \"a\", \"1\"), x)",
        in -> in.total("v", a -> a * a));
    add(
        "jacobianFrobenius(concat(1, reshape(x.matmul(v), \"a\", \"1\"),"
            + " reshape(sum(square(x), 1), \"a\", \"1\")), x)",
        in -> in.total("v", a -> a * a) + 4 * power(in, 2) / A);
  }
}
