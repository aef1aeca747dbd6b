package io.tikhonov.processor.analysis;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** P05: directions of scalings leave the loss as it is. */
class ScalingsTest {
  private static final Poly SIZE = Poly.of(3);

  /** A random network with its parameters. */
  private static final class Network {
    private final Graph graph = new Graph();
    private final List<Node> parameters = new ArrayList<>();
    private final Cases cases;
    private boolean normalizes;

    Network(Cases cases) {
      this.cases = cases;
    }

    private Node parameter(Shape shape) {
      Node leaf = graph.stored(Leaf.Role.PARAMETER, "p" + parameters.size(), shape);
      parameters.add(leaf);
      return leaf;
    }

    private Node layer(Node h) {
      return switch (cases.between(0, 8)) {
        case 0, 1, 2 -> graph.matmul(h, parameter(Shape.of(SIZE, SIZE)));
        case 3 -> graph.add(h, parameter(Shape.of(SIZE)));
        case 4 -> graph.apply(Elementwise.RELU, h);
        case 5 -> graph.mul(h, parameter(Shape.of(SIZE)));
        case 6 -> normalized(h);
        case 7 -> graph.abs(h);
        default -> cases.chance(0.3) ? graph.apply(Elementwise.TANH, h) : h;
      };
    }

    private Node normalized(Node h) {
      normalizes = true;
      List<Integer> last = List.of(1);
      Node centred = graph.sub(h, graph.expand(graph.mean(h, last), h.shape(), last));
      Node variance = graph.mean(graph.square(centred), last);
      Node root = graph.sqrt(graph.add(variance, graph.literal(1e-12)));
      return graph.div(centred, graph.expand(root, h.shape(), last));
    }

    Node loss() {
      Node x = graph.stored(Leaf.Role.INPUT, "x", Shape.of(SIZE, SIZE));
      Node t = graph.stored(Leaf.Role.INPUT, "t", Shape.of(SIZE, SIZE));
      Node h = x;
      for (int i = 0; i < cases.between(2, 7); i++) {
        h = layer(h);
      }
      return graph.mean(graph.square(graph.sub(h, t)));
    }
  }

  private static double value(Node loss, Map<String, Array> leaves) {
    return new Interpreter(Map.of(), leaves).evaluate(loss).data()[0];
  }

  @Test
  void leaveTheLossAsItIs() {
    int[] found = {0};
    Cases.check(
        400,
        cases -> {
          Network network = new Network(cases);
          Node loss = network.loss();
          Scalings scalings = new Scalings(network.parameters, List.of(), true);
          scalings.keep(loss);
          Map<String, Array> leaves = new LinkedHashMap<>();
          for (Node node : Reach.inOrder(loss)) {
            if (node.op() instanceof Leaf.Stored stored) {
              int[] shape = stored.shape().rank() == 2 ? new int[] {3, 3} : new int[] {3};
              leaves.put(stored.id(), Array.of(shape, i -> cases.normal()));
            }
          }
          network.parameters.forEach(
              p ->
                  leaves.computeIfAbsent(
                      p.op().opName(), n -> Array.of(new int[] {3}, i -> cases.normal())));
          double before = value(loss, leaves);
          for (double[] direction : scalings.directions()) {
            found[0]++;
            for (double t : new double[] {-1, 1}) {
              Map<String, Array> scaled = new LinkedHashMap<>(leaves);
              for (int i = 0; i < direction.length; i++) {
                Array old = leaves.get(network.parameters.get(i).op().opName());
                double factor = Math.exp(t * direction[i]);
                scaled.put(
                    network.parameters.get(i).op().opName(),
                    Array.of(old.shape(), k -> factor * old.data()[k]));
              }
              double tolerance = (network.normalizes ? 1e-4 : 1e-9) * (1 + Math.abs(before));
              assertWithMessage("direction %s", java.util.Arrays.toString(direction))
                  .that(value(loss, scaled))
                  .isWithin(tolerance)
                  .of(before);
            }
          }
        });
    assertThat(found[0]).isAtLeast(200);
  }

  @Test
  void degreesAreExponentsOfGrowth() {
    Graph graph = new Graph();
    Node w = graph.stored(Leaf.Role.PARAMETER, "w", Shape.of(SIZE, SIZE));
    Scalings scalings = new Scalings(List.of(w), List.of(), true);
    assertThat(scalings.degree(graph.sum(graph.square(w)))[0]).isEqualTo(2.0);
    assertThat(scalings.degree(graph.norm(w, List.of(0, 1)))[0]).isEqualTo(1.0);
    assertThat(scalings.directions()).hasSize(1);
    scalings.keep(graph.exp(graph.sum(w)));
    assertThat(scalings.directions()).isEmpty();
  }

  /** A combination is found exactly if there is one: two values that fall, or fall and stay. */
  @Test
  void combinationsFallWhereTheyCan() {
    List<double[]> directions = List.of(new double[] {1, -1, 0}, new double[] {0, 1, -1});
    double[] first = {1, 0, 0};
    double[] second = {0, 1, 0};
    double[] third = {0, 0, 1};
    Optional<double[]> found = Linear.falling(directions, List.of(first, second));
    assertThat(found).isPresent();
    assertThat(found.get()[0]).isLessThan(1e-9);
    assertThat(found.get()[1]).isLessThan(1e-9);
    assertThat(found.get()[0] + found.get()[1]).isLessThan(-0.5);
    assertThat(Linear.falling(directions, List.of(first, second, third))).isEmpty();
  }

  @Test
  void randomCombinationsSatisfyWhatIsAsked() {
    Cases.check(
        300,
        cases -> {
          List<double[]> directions = new ArrayList<>();
          List<double[]> values = new ArrayList<>();
          int size = cases.between(1, 6);
          for (int i = 0; i < cases.between(1, 4); i++) {
            directions.add(integers(cases, size));
          }
          for (int i = 0; i < cases.between(1, 5); i++) {
            values.add(integers(cases, size));
          }
          // A witness by chance must be found by the method, too.
          boolean possible = false;
          for (int trial = 0; trial < 200 && !possible; trial++) {
            double[] x = new double[size];
            for (double[] direction : directions) {
              double weight = cases.between(-3, 3);
              for (int i = 0; i < size; i++) {
                x[i] += weight * direction[i];
              }
            }
            possible = falls(values, x);
          }
          Optional<double[]> found = Linear.falling(directions, values);
          if (possible) {
            assertThat(found).isPresent();
          }
          found.ifPresent(x -> assertThat(falls(values, x)).isTrue());
        });
  }

  private static double[] integers(Cases cases, int size) {
    double[] row = new double[size];
    for (int i = 0; i < size; i++) {
      row[i] = cases.between(-2, 2);
    }
    return row;
  }

  private static boolean falls(List<double[]> values, double[] x) {
    boolean below = false;
    for (double[] value : values) {
      double sum = Linear.dot(value, x);
      if (sum > 1e-7) {
        return false;
      }
      below |= sum < -1e-7;
    }
    return below;
  }
}
