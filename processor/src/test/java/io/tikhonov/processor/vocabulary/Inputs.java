package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The tensors on which the functions are tested, and loops for what is expected of them. */
final class Inputs {
  static final int A = 3;
  static final int B = 4;
  static final int C = 2;

  static final Map<String, Integer> SIZES =
      Map.of("a", A, "b", B, "c", C, "k", 2, "o", 3, "h", 5, "w", 6);

  /** The parameters of the test model and their shapes. */
  static final Map<String, String> SHAPES = shapes();

  private final Map<String, Array> arrays = new LinkedHashMap<>();

  private static Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    shapes.put("x", "\"a\", \"b\"");
    shapes.put("z", "\"a\", \"b\"");
    shapes.put("p", "\"a\", \"b\"");
    shapes.put("v", "\"b\"");
    shapes.put("u", "\"b\"");
    shapes.put("r", "\"a\"");
    shapes.put("s", "\"a\", \"a\"");
    shapes.put("t", "\"c\", \"a\", \"b\"");
    shapes.put("q", "\"c\", \"b\", \"a\"");
    shapes.put("image", "\"c\", \"k\", \"h\", \"w\"");
    shapes.put("kernel", "\"o\", \"k\", \"3\", \"2\"");
    return shapes;
  }

  Inputs() {
    SplittableRandom random = new SplittableRandom(7);
    SHAPES.forEach(
        (name, shape) -> {
          int[] sizes = sizes(shape);
          arrays.put(name, Array.of(sizes, i -> random.nextDouble(-2, 2)));
        });
    // Logarithms and roots need positive values, decompositions a positive definite matrix.
    arrays.put("p", Array.of(new int[] {A, B}, i -> random.nextDouble(0.2, 0.9)));
    double[] l = get("s").data();
    arrays.put("s", table(A, A, (i, j) -> dot(l, i, l, j) + (i == j ? 1 : 0)));
    arrays.put("y", new Array(new int[] {A}, new double[] {2, 0, 3}));
  }

  private static double dot(double[] a, int i, double[] b, int j) {
    return IntStream.range(0, A).mapToDouble(k -> a[i * A + k] * b[j * A + k]).sum();
  }

  private static int[] sizes(String shape) {
    return java.util.Arrays.stream(shape.replace("\"", "").split(", ", -1))
        .mapToInt(name -> SIZES.containsKey(name) ? SIZES.get(name) : Integer.parseInt(name))
        .toArray();
  }

  Map<String, Array> arrays() {
    return arrays;
  }

  Array get(String name) {
    return arrays.get(name);
  }

  /** An element by its indices. */
  double at(String name, int... index) {
    Array array = get(name);
    int offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      offset = offset * array.shape()[axis] + index[axis];
    }
    return array.data()[offset];
  }

  double x(int i, int j) {
    return at("x", i, j);
  }

  int label(int i) {
    return (int) at("y", i);
  }

  // What is expected

  Array map(String name, DoubleUnaryOperator function) {
    Array from = get(name);
    return Array.of(from.shape(), i -> function.applyAsDouble(from.data()[i]));
  }

  Array zip(String left, String right, DoubleBinaryOperator function) {
    Array a = get(left);
    Array b = get(right);
    return Array.of(a.shape(), i -> function.applyAsDouble(a.data()[i], b.data()[i]));
  }

  /** An element of a matrix or of a stack of matrices. */
  interface Element {
    double at(int i, int j);
  }

  interface StackElement {
    double at(int k, int i, int j);
  }

  interface ImageElement {
    double at(int n, int k, int i, int j);
  }

  static Array table(int rows, int columns, Element element) {
    return Array.of(new int[] {rows, columns}, n -> element.at(n / columns, n % columns));
  }

  static Array stack(int count, int rows, int columns, StackElement element) {
    return Array.of(
        new int[] {count, rows, columns},
        n -> element.at(n / columns / rows, n / columns % rows, n % columns));
  }

  static Array images(int count, int channels, int rows, int columns, ImageElement element) {
    return Array.of(
        new int[] {count, channels, rows, columns},
        n ->
            element.at(
                n / columns / rows / channels,
                n / columns / rows % channels,
                n / columns % rows,
                n % columns));
  }

  static Array vector(int length, java.util.function.IntToDoubleFunction element) {
    return Array.of(new int[] {length}, element);
  }

  static Array scalar(double value) {
    return Array.scalar(value);
  }

  static double sum(int count, java.util.function.IntToDoubleFunction element) {
    return IntStream.range(0, count).mapToDouble(element).sum();
  }

  /** The sum of a function of all elements. */
  double total(String name, DoubleUnaryOperator function) {
    return sum(get(name).data().length, i -> function.applyAsDouble(get(name).data()[i]));
  }
}
