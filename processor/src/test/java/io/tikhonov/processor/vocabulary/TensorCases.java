package io.tikhonov.processor.vocabulary;

import static io.tikhonov.processor.vocabulary.Inputs.A;
import static io.tikhonov.processor.vocabulary.Inputs.B;
import static io.tikhonov.processor.vocabulary.Inputs.C;
import static io.tikhonov.processor.vocabulary.Inputs.images;
import static io.tikhonov.processor.vocabulary.Inputs.scalar;
import static io.tikhonov.processor.vocabulary.Inputs.stack;
import static io.tikhonov.processor.vocabulary.Inputs.sum;
import static io.tikhonov.processor.vocabulary.Inputs.table;
import static io.tikhonov.processor.vocabulary.Inputs.vector;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Linear algebra, structure and networks with their values. */
final class TensorCases {
  private final List<FunctionCase> cases = new ArrayList<>();

  private TensorCases() {}

  static List<FunctionCase> all() {
    TensorCases all = new TensorCases();
    all.products();
    all.einsums();
    all.matrices();
    all.shapes();
    all.parts();
    all.convolutions();
    all.normalizations();
    all.control();
    return all.cases;
  }

  private void add(String expression, Function<Inputs, Array> expected) {
    cases.add(new FunctionCase(expression, expected));
  }

  private void products() {
    Function<Inputs, Array> gram =
        in -> table(A, A, (i, j) -> sum(B, k -> in.x(i, k) * in.at("z", j, k)));
    add("x.matmul(z.transpose())", gram);
    add("matmul(x, transpose(z, 1, 0))", gram);
    add("matmul(x, v)", in -> vector(A, i -> sum(B, k -> in.x(i, k) * in.at("v", k))));
    add("matmul(r, x)", in -> vector(B, j -> sum(A, k -> in.at("r", k) * in.x(k, j))));
    add("matmul(v, u)", in -> scalar(sum(B, k -> in.at("v", k) * in.at("u", k))));
    add(
        "matmul(t, x.transpose())",
        in -> stack(C, A, A, (n, i, j) -> sum(B, k -> in.at("t", n, i, k) * in.x(j, k))));
    add(
        "matmul(t, q)",
        in -> stack(C, A, A, (n, i, j) -> sum(B, k -> in.at("t", n, i, k) * in.at("q", n, k, j))));
    add(
        "matmul(x, q)",
        in -> stack(C, A, A, (n, i, j) -> sum(B, k -> in.x(i, k) * in.at("q", n, k, j))));
    add(
        "matmul(t, v)",
        in -> table(C, A, (n, i) -> sum(B, k -> in.at("t", n, i, k) * in.at("v", k))));
    add("outer(r, v)", in -> table(A, B, (i, j) -> in.at("r", i) * in.at("v", j)));
    add("dot(v, u)", in -> scalar(sum(B, k -> in.at("v", k) * in.at("u", k))));
  }

  private void einsums() {
    add(
        "einsum(\"ij,kj->ik\", x, z)",
        in -> table(A, A, (i, j) -> sum(B, k -> in.x(i, k) * in.at("z", j, k))));
    add(
        "einsum(\"nij,njk->nik\", t, q)",
        in -> stack(C, A, A, (n, i, j) -> sum(B, k -> in.at("t", n, i, k) * in.at("q", n, k, j))));
    add(
        "einsum(\"nij,njk->kin\", t, q)",
        in -> stack(A, A, C, (j, i, n) -> sum(B, k -> in.at("t", n, i, k) * in.at("q", n, k, j))));
    add("einsum(\"ij->ji\", x)", in -> table(B, A, (j, i) -> in.x(i, j)));
    add("einsum(\"ij->\", x)", in -> scalar(in.total("x", a -> a)));
    add("einsum(\"ii->i\", s)", in -> vector(A, i -> in.at("s", i, i)));
    add("einsum(\"ii->\", s)", in -> scalar(sum(A, i -> in.at("s", i, i))));
    add("einsum(\"i,j->ij\", r, v)", in -> table(A, B, (i, j) -> in.at("r", i) * in.at("v", j)));
    add(
        "einsum(\"ij,ij->i\", x, z)",
        in -> vector(A, i -> sum(B, j -> in.x(i, j) * in.at("z", i, j))));
    add(
        "einsum(\"i,ij,j->\", r, x, v)",
        in -> scalar(sum(A * B, n -> in.at("r", n / B) * in.x(n / B, n % B) * in.at("v", n % B))));
    add(
        "einsum(\"ij,jk,kl->il\", x, z.transpose(), s)",
        in ->
            table(
                A,
                A,
                (i, l) ->
                    sum(
                        A * B,
                        n -> in.x(i, n % B) * in.at("z", n / B, n % B) * in.at("s", n / B, l))));
    add(
        "einsum(\"nij,i->j\", t, r)",
        in -> vector(B, j -> sum(C * A, n -> in.at("t", n / A, n % A, j) * in.at("r", n % A))));
  }

  private void matrices() {
    add("trace(s)", in -> scalar(sum(A, i -> in.at("s", i, i))));
    add("diag(s)", in -> vector(A, i -> in.at("s", i, i)));
    add("diag(r)", in -> table(A, A, (i, j) -> i == j ? in.at("r", i) : 0));
    add("eye(3)", in -> table(3, 3, (i, j) -> i == j ? 1 : 0));
    add("eye(\"a\").times(s)", in -> table(A, A, (i, j) -> i == j ? in.at("s", i, j) : 0));
    // Only symmetric changes of the matrix have a meaning here.
    add(
        "matmul(cholesky(s.plus(s.transpose())), cholesky(s.plus(s.transpose())).transpose())",
        in -> in.map("s", a -> 2 * a));
    add("cholesky(s.plus(s.transpose())).times(s)", TensorCases::choleskyTimes);
    add("inverse(s).matmul(s)", in -> table(A, A, (i, j) -> i == j ? 1 : 0));
    add("logDet(s)", in -> scalar(Math.log(determinant(in))));
    add("sum(square(singularValues(x)))", in -> scalar(in.total("x", a -> a * a)));
    // The sign of the determinant is lost in the product of singular values.
    add("sum(log(singularValues(s)))", in -> scalar(Math.log(determinant(in))));
  }

  /** The lower triangle of 2s by the formulas for a matrix of three rows, times s. */
  private static Array choleskyTimes(Inputs in) {
    double[][] l = new double[A][A];
    for (int i = 0; i < A; i++) {
      for (int j = 0; j <= i; j++) {
        int row = i;
        int column = j;
        double rest = 2 * in.at("s", i, j) - sum(j, k -> l[row][k] * l[column][k]);
        l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
      }
    }
    return table(A, A, (i, j) -> l[i][j] * in.at("s", i, j));
  }

  private static double determinant(Inputs in) {
    double total = 0;
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (i + 2) % 3;
      total +=
          in.at("s", 0, i)
              * (in.at("s", 1, j) * in.at("s", 2, k) - in.at("s", 1, k) * in.at("s", 2, j));
    }
    return total;
  }

  private void shapes() {
    add("reshape(x, \"a*b\")", in -> vector(A * B, n -> in.x(n / B, n % B)));
    add(
        "reshape(t, \"b\", \"c*a\")",
        in -> table(B, C * A, (i, j) -> in.get("t").data()[i * C * A + j]));
    add("transpose(t, 2, 0, 1)", in -> stack(B, C, A, (j, n, i) -> in.at("t", n, i, j)));
    add("broadcast(v, \"a\", \"b\")", in -> table(A, B, (i, j) -> in.at("v", j)));
    Function<Inputs, Array> rows =
        in -> table(2 * A, B, (i, j) -> i < A ? in.x(i, j) : in.at("z", i - A, j));
    add("concat(0, x, z)", rows);
    add("concat(x, z, 0)", rows);
    add("concat(x, z, \"a\")", rows);
    add(
        "concat(x, z, x, -1)",
        in -> table(A, 3 * B, (i, j) -> j / B == 1 ? in.at("z", i, j % B) : in.x(i, j % B)));
    Function<Inputs, Array> middle =
        in -> stack(A, 2, B, (i, k, j) -> k == 0 ? in.x(i, j) : in.at("z", i, j));
    add("stack(1, x, z)", middle);
    add("stack(x, z, 1)", middle);
    add(
        "stack(x, z, -1)",
        in -> stack(A, B, 2, (i, j, k) -> k == 0 ? in.x(i, j) : in.at("z", i, j)));
  }

  private void parts() {
    add("slice(x, 1, 1)", in -> table(A, 3, (i, j) -> in.x(i, j + 1)));
    add("slice(x, 1, 1, 3)", in -> table(A, 2, (i, j) -> in.x(i, j + 1)));
    add("slice(x, 1, -3, -1)", in -> table(A, 2, (i, j) -> in.x(i, j + 1)));
    add("slice(x, \"b\", 0, 2)", in -> table(A, 2, in::x));
    add("slice(x, 1, \"b-a\", \"b\")", in -> table(A, 3, (i, j) -> in.x(i, j + 1)));
    add("pad(x, 0, 1, 2)", in -> table(6, B, (i, j) -> i < 1 || i > 3 ? 0 : in.x(i - 1, j)));
    add("pad(x, 0, 1, 0, 7)", in -> table(4, B, (i, j) -> i < 1 ? 7 : in.x(i - 1, j)));
    add("pad(x, \"b\", 0, 1)", in -> table(A, 5, (i, j) -> j > 3 ? 0 : in.x(i, j)));
    add("shift(x, 1, 1)", in -> table(A, B, (i, j) -> j < 1 ? 0 : in.x(i, j - 1)));
    add("shift(x, 1, -2)", in -> table(A, B, (i, j) -> j > 1 ? 0 : in.x(i, j + 2)));
    add("shift(x, \"a\", 1)", in -> table(A, B, (i, j) -> i < 1 ? 0 : in.x(i - 1, j)));
    add("diff(x, 1)", in -> table(A, 3, (i, j) -> in.x(i, j + 1) - in.x(i, j)));
    add("diff(x, \"a\")", in -> table(2, B, (i, j) -> in.x(i + 1, j) - in.x(i, j)));
    Function<Inputs, Array> running = in -> table(A, B, (i, j) -> sum(j + 1, k -> in.x(i, k)));
    add("cumsum(x, 1)", running);
    add("cumsum(x, \"b\")", running);
    add("sort(v)", in -> vector(B, j -> Arrays.stream(in.get("v").data()).sorted().toArray()[j]));
    Function<Inputs, Array> sorted = in -> table(A, B, (i, j) -> sortedRow(in, i)[j]);
    add("sort(x, 1)", sorted);
    add("sort(x, \"b\")", sorted);
    add("gather(x.transpose(), y)", in -> table(A, A, (i, j) -> in.x(j, in.label(i))));
    add(
        "oneHot(y, \"b\").times(x)",
        in -> table(A, B, (i, j) -> j == in.label(i) ? in.x(i, j) : 0));
    add("oneHot(y, 4)", in -> table(A, B, (i, j) -> j == in.label(i) ? 1 : 0));
  }

  private static double[] sortedRow(Inputs in, int i) {
    return Arrays.stream(vector(B, j -> in.x(i, j)).data()).sorted().toArray();
  }

  private static double pixel(Inputs in, int n, int k, int i, int j) {
    return i < 0 || i >= 5 || j < 0 || j >= 6 ? 0 : in.at("image", n, k, i, j);
  }

  private static double convolved(Inputs in, int n, int o, int top, int left) {
    return sum(
        12,
        m ->
            in.at("kernel", o, m / 6, m % 6 / 2, m % 2)
                * pixel(in, n, m / 6, top + m % 6 / 2, left + m % 2));
  }

  private void convolutions() {
    add(
        "conv2d(image, kernel)",
        in -> images(C, 3, 3, 5, (n, o, i, j) -> convolved(in, n, o, i, j)));
    add(
        "conv2d(image, kernel, 2, 1)",
        in -> images(C, 3, 3, 4, (n, o, i, j) -> convolved(in, n, o, 2 * i - 1, 2 * j - 1)));
    add(
        "maxPool2d(image, 2)",
        in -> images(C, 2, 2, 3, (n, k, i, j) -> largest(in, n, k, 2 * i, 2 * j)));
    add(
        "maxPool2d(image, 2, 1)",
        in -> images(C, 2, 4, 5, (n, k, i, j) -> largest(in, n, k, i, j)));
    add(
        "avgPool2d(image, 2)",
        in -> images(C, 2, 2, 3, (n, k, i, j) -> average(in, n, k, 2 * i, 2 * j)));
    add(
        "avgPool2d(image, 2, 1)",
        in -> images(C, 2, 4, 5, (n, k, i, j) -> average(in, n, k, i, j)));
  }

  private static double largest(Inputs in, int n, int k, int i, int j) {
    double[] window = vector(4, m -> pixel(in, n, k, i + m / 2, j + m % 2)).data();
    return Arrays.stream(window).max().orElseThrow();
  }

  private static double average(Inputs in, int n, int k, int i, int j) {
    return sum(4, m -> pixel(in, n, k, i + m / 2, j + m % 2)) / 4;
  }

  private static double normal(Inputs in, int i, int j, double epsilon) {
    double mean = sum(B, k -> in.x(i, k)) / B;
    double variance = sum(B, k -> Math.pow(in.x(i, k) - mean, 2)) / B;
    return (in.x(i, j) - mean) / Math.sqrt(variance + epsilon);
  }

  private void normalizations() {
    add("layerNorm(x)", in -> table(A, B, (i, j) -> normal(in, i, j, 1e-5)));
    add(
        "layerNorm(x, v, u)",
        in -> table(A, B, (i, j) -> normal(in, i, j, 1e-5) * in.at("v", j) + in.at("u", j)));
    add(
        "layerNorm(x, v, u, 0.1)",
        in -> table(A, B, (i, j) -> normal(in, i, j, 0.1) * in.at("v", j) + in.at("u", j)));
    // Predictions use the running statistics, which start at 0 and 1.
    double scale = 1 / Math.sqrt(1 + 1e-5);
    add("batchNorm(x)", in -> in.map("x", a -> a * scale));
    add(
        "batchNorm(x, v, u)",
        in -> table(A, B, (i, j) -> in.x(i, j) * scale * in.at("v", j) + in.at("u", j)));
    add(
        "batchNorm(x, v, u, 0.2, 3)",
        in -> table(A, B, (i, j) -> in.x(i, j) / 2 * in.at("v", j) + in.at("u", j)));
    add("dropout(x, 0.4)", in -> in.get("x"));
    add("noise(x, 0.4)", in -> in.get("x"));
  }

  private void control() {
    add("gradient(sum(square(x).times(z)), x)", in -> in.zip("x", "z", (a, b) -> 2 * a * b));
    add("gradient(sum(gradient(sum(x.pow(4)), x)), x)", in -> in.map("x", a -> 12 * a * a));
    add("iterate(3, x, n -> n.times(x))", in -> in.map("x", a -> a * a * a * a));
    add("iterate(0, x, Ops::relu)", in -> in.get("x"));
  }
}
