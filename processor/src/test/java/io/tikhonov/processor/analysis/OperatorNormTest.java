package io.tikhonov.processor.analysis;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bounds of operators hold, and are close for differences. */
class OperatorNormTest {
  private static final int SIDE = 6;
  private static final int POWER_STEPS = 60;

  private final Graph graph = new Graph();
  private final Node x = parameter("x", SIDE);
  private final Node y = parameter("y", SIDE);

  private Node parameter(String name, int side) {
    Poly size = Poly.of(side);
    return graph.stored(Leaf.Role.PARAMETER, name, Shape.of(size, size));
  }

  private Node difference(Node of, int axis, int side) {
    Poly rest = Poly.of(side - 1L);
    Node difference =
        graph.sub(graph.slice(of, axis, Poly.ONE, rest), graph.slice(of, axis, Poly.ZERO, rest));
    return graph.pad(difference, axis, Poly.ZERO, Poly.ONE, 0);
  }

  private Node image(Cases cases, int depth) {
    Node part = depth == 0 ? cases.chance(0.5) ? x : y : image(cases, depth - 1);
    return switch (cases.between(0, 6)) {
      case 0 -> difference(part, 0, SIDE);
      case 1 -> difference(part, 1, SIDE);
      case 2 -> graph.add(part, image(cases, 0));
      case 3 -> graph.sub(image(cases, 0), part);
      case 4 -> graph.mul(graph.literal(cases.uniform(-2, 2)), part);
      case 5 -> graph.transpose(part, List.of(1, 0));
      default -> graph.div(part, graph.literal(3));
    };
  }

  /** ‖K‖² by power steps on the matrix of the images. */
  private static double squaredNorm(List<Node> images, int side, String... leaves) {
    int length = side * side;
    double[][] columns = new double[leaves.length * length][];
    for (int j = 0; j < columns.length; j++) {
      int one = j;
      Map<String, Array> values = new HashMap<>();
      for (int leaf = 0; leaf < leaves.length; leaf++) {
        int from = leaf * length;
        values.put(leaves[leaf], Array.of(new int[] {side, side}, i -> i + from == one ? 1 : 0));
      }
      Interpreter interpreter = new Interpreter(Map.of(), values);
      columns[j] =
          images.stream()
              .flatMapToDouble(image -> Arrays.stream(interpreter.evaluate(image).data()))
              .toArray();
    }
    double[] v = new double[columns.length];
    Arrays.setAll(v, i -> Math.cos(3.0 * i) + (i % 2 == 0 ? 1 : -1));
    double norm = 0;
    for (int step = 0; step < POWER_STEPS; step++) {
      double[] image = new double[columns[0].length];
      for (int j = 0; j < v.length; j++) {
        for (int i = 0; i < image.length; i++) {
          image[i] += columns[j][i] * v[j];
        }
      }
      double squares = Arrays.stream(v).map(it -> it * it).sum();
      norm = Arrays.stream(image).map(it -> it * it).sum() / squares;
      double scale = 1 / Math.sqrt(squares);
      for (int j = 0; j < v.length; j++) {
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
          sum += columns[j][i] * image[i];
        }
        v[j] = sum * scale;
      }
      if (norm == 0) {
        return 0;
      }
    }
    return norm;
  }

  @Test
  void boundsHold() {
    Cases.check(
        60,
        cases -> {
          List<Node> images = new ArrayList<>();
          for (int i = 0; i < cases.between(1, 3); i++) {
            images.add(image(cases, cases.between(0, 3)));
          }
          double bound = new OperatorNorm(List.of(x, y)).squared(images).orElseThrow();
          assertThat(squaredNorm(images, SIDE, "x", "y")).isAtMost(bound * (1 + 1e-9));
        });
  }

  @Test
  void differencesComeCloseToTheirBound() {
    int side = 24;
    Node image = parameter("image", side);
    List<Node> images = List.of(difference(image, 0, side), difference(image, 1, side));
    assertThat(new OperatorNorm(List.of(image)).squared(images)).hasValue(8.0);
    assertThat(squaredNorm(images, side, "image")).isGreaterThan(7.6);
  }

  @Test
  void partsOfDifferentParametersDoNotAddUp() {
    List<Node> images = List.of(difference(x, 0, SIDE), difference(y, 1, SIDE), graph.sub(x, y));
    // 4 + (√(1 + 1))², for each of the two.
    assertThat(new OperatorNorm(List.of(x, y)).squared(images).orElseThrow()).isWithin(1e-12).of(6);
  }

  @Test
  void otherOperatorsAreMeasured() {
    Node matrix = graph.stored(Leaf.Role.CONSTANT, "a", Shape.of(Poly.of(SIDE), Poly.of(SIDE)));
    OperatorNorm norms = new OperatorNorm(List.of(x));
    assertThat(norms.squared(List.of(x, graph.matmul(matrix, x)))).isEmpty();
    assertThat(norms.squared(List.of(graph.mul(matrix, x)))).isEmpty();
  }
}
