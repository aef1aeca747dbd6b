package io.tikhonov.processor.analysis;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Intervals contain what they promise, and uniform points have the values that they say. */
class RangesTest {
  private static final double ROUNDING = 1e-9;

  /** P52: every element of every node of random expressions. */
  @Test
  void containEveryValue() {
    Cases.check(
        400,
        cases -> {
          Expressions expressions = new Expressions(cases);
          Node root = expressions.scalar(4);
          Ranges ranges = new Ranges();
          for (int draw = 0; draw < 5; draw++) {
            Interpreter interpreter = new Interpreter(Expressions.SIZES, expressions.values());
            for (Node node : Reach.inOrder(root)) {
              Range range = ranges.of(node);
              for (double value : interpreter.evaluate(node).data()) {
                double slack = ROUNDING * (1 + Math.abs(value));
                boolean inside =
                    Double.isNaN(value)
                        || range.contains(value)
                        || (value >= range.low() - slack && value <= range.high() + slack);
                assertWithMessage("%s of %s in %s", value, node.op(), range).that(inside).isTrue();
              }
            }
          }
        });
  }

  @Test
  void uniformPointsHaveTheirValues() {
    Cases.check(
        300,
        cases -> {
          Expressions expressions = new Expressions(cases);
          Node root = expressions.scalar(4);
          double constant = cases.between(-2, 2);
          Map<Node, Double> given =
              expressions.leaves().stream().collect(Collectors.toMap(leaf -> leaf, l -> constant));
          Uniform uniform = new Uniform(given, 3);
          Interpreter interpreter =
              new Interpreter(
                  Expressions.SIZES,
                  expressions.leaves().stream()
                      .collect(
                          Collectors.toMap(
                              leaf -> leaf.op().opName(),
                              leaf -> Interpreter.Array.of(new int[] {3, 3}, i -> constant))));
          for (Node node : Reach.inOrder(root)) {
            OptionalDouble known = uniform.of(node);
            if (known.isPresent()) {
              for (double value : interpreter.evaluate(node).data()) {
                boolean undefined = Double.isNaN(value);
                boolean equal =
                    value == known.getAsDouble()
                        || Math.abs(value - known.getAsDouble())
                            <= ROUNDING * (1 + Math.abs(value));
                assertWithMessage("%s of %s, known %s", value, node.op(), known)
                    .that(undefined || equal)
                    .isTrue();
              }
            }
          }
        });
  }

  private final Graph graph = new Graph();
  private final Node x = graph.stored(Leaf.Role.INPUT, "x", Expressions.SHAPE);
  private final Ranges ranges = new Ranges();

  @Test
  void meansAndClampsKeepTheirBounds() {
    Node half = graph.apply(Elementwise.SIGMOID, x);
    assertThat(ranges.of(graph.mean(half))).isEqualTo(new Range(0, 1));
    assertThat(ranges.of(graph.mul(graph.literal(3), graph.mean(half)))).isEqualTo(new Range(0, 3));
    Node low = graph.literal(1e-6);
    Node high = graph.literal(2);
    Node bounded = graph.where(graph.greater(x, high), high, x);
    Node clamp = graph.where(graph.apply(Elementwise.LESS, x, low), low, bounded);
    assertThat(ranges.of(clamp)).isEqualTo(new Range(1e-6, 2));
  }

  @Test
  void directionsAndTheirProductsAreBounded() {
    Node norms = graph.norm(x, List.of(1));
    Node unit = graph.div(x, graph.expand(norms, x.shape(), List.of(1)));
    assertThat(ranges.of(unit)).isEqualTo(new Range(-1, 1));
    assertThat(ranges.of(graph.matmul(unit, graph.swapLastAxes(unit)))).isEqualTo(new Range(-1, 1));
    assertThat(ranges.of(graph.sum(graph.square(x))).low()).isEqualTo(0.0);
  }

  @Test
  void zerosAreAttainedWhereTheyAre() {
    Node parameter = graph.stored(Leaf.Role.PARAMETER, "w", Expressions.SHAPE);
    Node unit = graph.apply(Elementwise.RELU, graph.mul(x, parameter));
    Node positive = graph.apply(Elementwise.SOFTPLUS, x);
    Node saturated = graph.apply(Elementwise.SIGMOID, x);
    Node other = graph.stored(Leaf.Role.CONSTANT, "c", Expressions.SHAPE);
    Witnesses witnesses =
        new Witnesses(List.of(unit, positive, saturated, graph.abs(other)), ranges);
    assertThat(witnesses.attainsZero(unit)).isTrue();
    assertThat(witnesses.attainsZero(saturated)).isTrue();
    assertThat(witnesses.attainsZero(positive)).isFalse();
    assertThat(witnesses.attainsZero(graph.abs(other))).isFalse();
    assertThat(witnesses.attainsZero(graph.add(unit, graph.literal(1e-6)))).isFalse();
  }
}
