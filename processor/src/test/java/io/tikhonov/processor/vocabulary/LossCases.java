package io.tikhonov.processor.vocabulary;

import static io.tikhonov.processor.vocabulary.FunctionCases.logSumExp;
import static io.tikhonov.processor.vocabulary.FunctionCases.row;
import static io.tikhonov.processor.vocabulary.FunctionCases.sumOf;
import static io.tikhonov.processor.vocabulary.Inputs.A;
import static io.tikhonov.processor.vocabulary.Inputs.B;
import static io.tikhonov.processor.vocabulary.Inputs.scalar;
import static io.tikhonov.processor.vocabulary.Inputs.sum;
import static io.tikhonov.processor.vocabulary.Inputs.vector;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** Losses with their values, written out as their documentation has them. */
final class LossCases {
  private final List<FunctionCase> cases = new ArrayList<>();

  private LossCases() {}

  static List<FunctionCase> all() {
    LossCases all = new LossCases();
    all.classes();
    all.margins();
    all.binary();
    all.residuals();
    all.likelihoods();
    all.embeddings();
    all.overlaps();
    all.weights();
    return all.cases;
  }

  private void add(String expression, ToDoubleFunction<Inputs> expected) {
    cases.add(new FunctionCase(expression, in -> scalar(expected.applyAsDouble(in))));
  }

  private void addTensor(String expression, Function<Inputs, Array> expected) {
    cases.add(new FunctionCase(expression, expected));
  }

  /** The mean over all elements of two matrices. */
  private void mean(String call, String left, String right, DoubleBinaryOperator loss) {
    add(call, in -> sumOf(in.zip(left, right, loss).data()) / (A * B));
  }

  /** The mean over the rows. */
  private static double rows(IntToDoubleFunction each) {
    return sum(A, each) / A;
  }

  private static double crossEntropy(Inputs in, int i) {
    return logSumExp(row(in, "x", i)) - in.x(i, in.label(i));
  }

  private void classes() {
    addTensor("softmaxCrossEntropies(x, y)", in -> vector(A, i -> crossEntropy(in, i)));
    add(
        "softmaxCrossEntropy(x, y, exp(v))",
        in ->
            sum(A, i -> Math.exp(in.at("v", in.label(i))) * crossEntropy(in, i))
                / sum(A, i -> Math.exp(in.at("v", in.label(i)))));
    add(
        "softmaxCrossEntropy(x, p)",
        in -> rows(i -> sum(B, k -> in.at("p", i, k) * (logSumExp(row(in, "x", i)) - in.x(i, k)))));
    // Of the labels 2, 0, 3 the last one is no class of the first three columns.
    add(
        "maskedSoftmaxCrossEntropy(slice(x, 1, 0, 3), y)",
        in -> sum(2, i -> logSumExp(vector(3, k -> in.x(i, k)).data()) - in.x(i, in.label(i))) / 2);
    add("maskedSoftmaxCrossEntropy(x, y)", in -> rows(i -> crossEntropy(in, i)));
    add(
        "softmaxFocal(x, y, 2)",
        in -> rows(i -> Math.pow(1 - Math.exp(-crossEntropy(in, i)), 2) * crossEntropy(in, i)));
    add("softmaxFocal(x, y, 0)", in -> rows(i -> crossEntropy(in, i)));
    add(
        "klDivergence(logSoftmax(x, 1), p)",
        in ->
            rows(
                i ->
                    sum(
                        B,
                        k -> {
                          double t = in.at("p", i, k);
                          return t * (Math.log(t) - in.x(i, k) + logSumExp(row(in, "x", i)));
                        })));
    add(
        "klDivergence(x, where(greater(z, 0), p, 0))",
        in ->
            rows(
                i ->
                    sum(
                        B,
                        k -> {
                          double t = in.at("p", i, k);
                          return in.at("z", i, k) > 0 ? t * (Math.log(t) - in.x(i, k)) : 0;
                        })));
    add(
        "generalizedKlDivergence(where(greater(z, 0), p, 0), exp(x))",
        in ->
            rows(
                i ->
                    sum(
                        B,
                        k -> {
                          double t = in.at("z", i, k) > 0 ? in.at("p", i, k) : 0;
                          double log = t > 0 ? t * (Math.log(t) - in.x(i, k)) : 0;
                          return log - t + Math.exp(in.x(i, k));
                        })));
  }

  private static double raised(Inputs in, int i, double margin) {
    return Arrays.stream(vector(B, k -> in.x(i, k) + (k == in.label(i) ? 0 : margin)).data())
        .max()
        .orElseThrow();
  }

  private static double missed(Inputs in, int i, double margin, double power) {
    return sum(
            B,
            k ->
                k == in.label(i)
                    ? 0
                    : Math.pow(Math.max(0, margin - in.x(i, in.label(i)) + in.x(i, k)), power))
        / B;
  }

  private void margins() {
    add("multiclassHinge(x, y)", in -> rows(i -> raised(in, i, 1) - in.x(i, in.label(i))));
    add("multiclassHinge(x, y, 0.4)", in -> rows(i -> raised(in, i, 0.4) - in.x(i, in.label(i))));
    add("perceptron(x, y)", in -> rows(i -> raised(in, i, 0) - in.x(i, in.label(i))));
    add("multiMargin(x, y)", in -> rows(i -> missed(in, i, 1, 1)));
    add("multiMargin(x, y, 0.4)", in -> rows(i -> missed(in, i, 0.4, 1)));
    add("squaredMultiMargin(x, y)", in -> rows(i -> missed(in, i, 1, 2)));
    add("squaredMultiMargin(x, y, 0.4)", in -> rows(i -> missed(in, i, 0.4, 2)));
    // The signs of z.
    mean("hinge(x, sign(z))", "x", "z", (a, b) -> Math.max(0, 1 - a * Math.signum(b)));
    mean("hinge(x, sign(z), 0.5)", "x", "z", (a, b) -> Math.max(0, 0.5 - a * Math.signum(b)));
    mean(
        "squaredHinge(x, sign(z))",
        "x",
        "z",
        (a, b) -> Math.pow(Math.max(0, 1 - a * Math.signum(b)), 2));
    mean(
        "squaredHinge(x, sign(z), 0.5)",
        "x",
        "z",
        (a, b) -> Math.pow(Math.max(0, 0.5 - a * Math.signum(b)), 2));
    mean("softMargin(x, sign(z))", "x", "z", (a, b) -> Math.log(1 + Math.exp(-a * Math.signum(b))));
    mean("hingeEmbedding(x, sign(z), 0.7)", "x", "z", (a, b) -> b > 0 ? a : Math.max(0, 0.7 - a));
    add(
        "marginRanking(x, z, sign(v), 0.3)",
        in ->
            sum(
                    A * B,
                    n -> {
                      double ahead = in.x(n / B, n % B) - in.at("z", n / B, n % B);
                      return Math.max(0, 0.3 - Math.signum(in.at("v", n % B)) * ahead);
                    })
                / (A * B));
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private void binary() {
    mean(
        "sigmoidCrossEntropy(x, p, 2.5)",
        "x",
        "p",
        (z, t) -> -2.5 * t * Math.log(sigmoid(z)) - (1 - t) * Math.log(1 - sigmoid(z)));
    add(
        "sigmoidCrossEntropy(x, p, exp(v))",
        in ->
            sum(
                    A * B,
                    n -> {
                      double s = sigmoid(in.x(n / B, n % B));
                      double t = in.at("p", n / B, n % B);
                      double w = Math.exp(in.at("v", n % B));
                      return -w * t * Math.log(s) - (1 - t) * Math.log(1 - s);
                    })
                / (A * B));
    mean(
        "binaryCrossEntropy(p, sigmoid(x))",
        "p",
        "x",
        (p, x) -> -sigmoid(x) * Math.log(p) - (1 - sigmoid(x)) * Math.log(1 - p));
    add("binaryCrossEntropy(where(greater(p, 2), p, 0), where(greater(p, 2), p, 1))", in -> 100);
    mean(
        "sigmoidFocal(x, p, 2, 0.25)",
        "x",
        "p",
        (z, t) -> {
          double s = sigmoid(z);
          double truth = s * t + (1 - s) * (1 - t);
          double alpha = 0.25 * t + 0.75 * (1 - t);
          double entropy = -t * Math.log(s) - (1 - t) * Math.log(1 - s);
          return alpha * Math.pow(1 - truth, 2) * entropy;
        });
  }

  private void residuals() {
    mean("charbonnier(x, z, 0.1)", "x", "z", (a, b) -> Math.hypot(a - b, 0.1));
    mean(
        "pseudoHuber(x, z, 0.7)",
        "x",
        "z",
        (a, b) -> 0.49 * (Math.sqrt(1 + Math.pow((a - b) / 0.7, 2)) - 1));
    add(
        "dataFidelity(x, z, 0.5)",
        in -> 2 * sumOf(in.zip("x", "z", (a, b) -> (a - b) * (a - b)).data()));
    add("flooded(sum(x), 100)", in -> 200 - in.total("x", a -> a));
    add("flooded(sum(square(x)), 0.1)", in -> in.total("x", a -> a * a));
  }

  private void likelihoods() {
    mean(
        "poissonRateNegativeLogLikelihood(exp(x), p)",
        "x",
        "p",
        (a, k) -> Math.exp(a) - k * Math.log(Math.exp(a) + 1e-8));
    mean(
        "logVarianceNegativeLogLikelihood(x, z.times(0).plus(0.3), z)",
        "x",
        "z",
        (a, s) -> (s + (a - 0.3) * (a - 0.3) * Math.exp(-s)) / 2);
    // The factor has no derivative, so the function is not one that differences can check: see
    // LossReferenceTest. With beta = 0 it is.
    mean(
        "betaGaussianNegativeLogLikelihood(x, z.times(0).plus(0.3), p, 0)",
        "x",
        "p",
        (a, s) -> (Math.log(s) + (a - 0.3) * (a - 0.3) / s) / 2);
    add(
        "bernoulliEvidenceBound(x, p, z, x.times(0.5), 0.7)",
        in ->
            rows(
                i ->
                    sum(
                        B,
                        k -> {
                          double s = in.x(i, k);
                          double entropy = Math.log(1 + Math.exp(s)) - in.at("p", i, k) * s;
                          return entropy + 0.7 * divergence(in.at("z", i, k), s / 2);
                        })));
    add(
        "gaussianEvidenceBound(x, p, z, x.times(0.5), 0.7)",
        in ->
            rows(
                i ->
                    sum(
                        B,
                        k ->
                            Math.pow(in.x(i, k) - in.at("p", i, k), 2) / 2
                                + 0.7 * divergence(in.at("z", i, k), in.x(i, k) / 2))));
  }

  static double divergence(double mean, double logVariance) {
    return (mean * mean + Math.exp(logVariance) - logVariance - 1) / 2;
  }

  private static double dot(Inputs in, String a, int i, String b, int j) {
    return sum(B, k -> in.at(a, i, k) * in.at(b, j, k));
  }

  private static double cosine(Inputs in, String a, int i, String b, int j) {
    double norms = (dot(in, a, i, a, i) + 1e-12) * (dot(in, b, j, b, j) + 1e-12);
    return dot(in, a, i, b, j) / Math.sqrt(norms);
  }

  private static double distance(Inputs in, String a, String b, int i) {
    return Math.sqrt(sum(B, k -> Math.pow(in.at(a, i, k) - in.at(b, i, k) + 1e-6, 2)));
  }

  private void embeddings() {
    add("cosineDistance(x, z)", in -> rows(i -> 1 - cosine(in, "x", i, "z", i)));
    add(
        "cosineEmbedding(x, z, sign(r))",
        in -> rows(i -> embedded(in.at("r", i), cosine(in, "x", i, "z", i), 0)));
    add(
        "cosineEmbedding(x, z, sign(r), -0.9)",
        in -> rows(i -> embedded(in.at("r", i), cosine(in, "x", i, "z", i), -0.9)));
    add(
        "tripletMargin(x, z, p, 1)",
        in -> rows(i -> Math.max(0, distance(in, "x", "z", i) - distance(in, "x", "p", i) + 1)));
    add(
        "tripletMarginWithSwap(x, z, p, 1)",
        in ->
            rows(
                i -> {
                  double far = Math.min(distance(in, "x", "p", i), distance(in, "z", "p", i));
                  return Math.max(0, distance(in, "x", "z", i) - far + 1);
                }));
    add(
        "infoNce(x, z, 0.5)",
        in ->
            rows(
                i -> {
                  double[] scores = vector(A, j -> cosine(in, "x", i, "z", j) / 0.5).data();
                  return logSumExp(scores) - scores[i];
                }));
    add("ntXent(x, z, 0.5)", LossCases::ntXent);
  }

  private static double embedded(double sign, double cosine, double margin) {
    return sign > 0 ? 1 - cosine : Math.max(0, cosine - margin);
  }

  private static double ntXent(Inputs in) {
    String[] views = {"x", "z"};
    return sum(
            2 * A,
            i -> {
              double[] others =
                  java.util.stream.IntStream.range(0, 2 * A)
                      .filter(j -> j != i)
                      .mapToDouble(j -> cosine(in, views[i / A], i % A, views[j / A], j % A) / 0.5)
                      .toArray();
              return logSumExp(others) - cosine(in, "x", i % A, "z", i % A) / 0.5;
            })
        / (2 * A);
  }

  /** TP, the sum of the probabilities and the sum of the targets, a sigmoid of x. */
  private static double[] sums(Inputs in) {
    return new double[] {
      sumOf(in.zip("p", "x", (p, x) -> p * sigmoid(x)).data()),
      in.total("p", p -> p),
      in.total("x", LossCases::sigmoid)
    };
  }

  private static double tversky(Inputs in, double a, double b) {
    double[] s = sums(in);
    double hit = s[0] + 1e-6;
    return 1 - hit / (hit + a * (s[1] - s[0]) + b * (s[2] - s[0]));
  }

  private void overlaps() {
    ToDoubleFunction<Inputs> coefficient =
        in -> (2 * sums(in)[0] + 1) / (sums(in)[1] + sums(in)[2] + 1);
    add("dice(p, sigmoid(x), 1)", in -> 1 - coefficient.applyAsDouble(in));
    add("logDice(p, sigmoid(x), 1)", in -> -Math.log(coefficient.applyAsDouble(in)));
    add(
        "squaredDice(p, sigmoid(x), 0.5)",
        in ->
            1
                - (2 * sums(in)[0] + 0.5)
                    / (in.total("p", p -> p * p)
                        + in.total("x", x -> sigmoid(x) * sigmoid(x))
                        + 0.5));
    add("tversky(p, sigmoid(x), 0.3, 0.7)", in -> tversky(in, 0.3, 0.7));
    add("focalTversky(p, sigmoid(x), 0.3, 0.7, 1.4)", in -> Math.pow(tversky(in, 0.3, 0.7), 1.4));
    add("jaccard(p, sigmoid(x))", in -> tversky(in, 1, 1));
    add(
        "generalizedDice(p, sigmoid(x))",
        in -> {
          double common = 0;
          double all = 0;
          for (int k = 0; k < B; k++) {
            int c = k;
            double targets = sum(A, i -> sigmoid(in.x(i, c)));
            double weight = 1 / (targets * targets);
            common += weight * sum(A, i -> in.at("p", i, c) * sigmoid(in.x(i, c)));
            all += weight * (sum(A, i -> in.at("p", i, c)) + targets);
          }
          return 1 - 2 * common / all;
        });
    add("generalizedDice(p, x.times(0))", in -> 1);
  }

  private void weights() {
    add(
        "weightedMean(softmaxCrossEntropies(x, y), exp(r))",
        in ->
            sum(A, i -> Math.exp(in.at("r", i)) * crossEntropy(in, i))
                / sum(A, i -> Math.exp(in.at("r", i))));
    add(
        "weightedMean(square(x), exp(v))",
        in ->
            sum(A * B, n -> Math.exp(in.at("v", n % B)) * Math.pow(in.x(n / B, n % B), 2))
                / (A * in.total("v", Math::exp)));
    addTensor(
        "inverseFrequencyWeights(exp(v))",
        in -> in.map("v", c -> in.total("v", Math::exp) / (B * Math.exp(c))));
    addTensor(
        "effectiveNumberWeights(exp(v), 0.9)",
        in -> {
          double[] raw = in.map("v", c -> 0.1 / (1 - Math.pow(0.9, Math.exp(c)))).data();
          return vector(B, k -> raw[k] * B / sumOf(raw));
        });
  }
}
