package io.tikhonov.processor.analysis;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shifts, zero sets, growth and collapse on small expressions. */
class FactsTest {
  private final Graph graph = new Graph();
  private final Poly n = Poly.named("n");
  private final Poly m = Poly.named("m");
  private final Node x = graph.stored(Leaf.Role.INPUT, "x", Shape.of(n, m));
  private final Node other = graph.stored(Leaf.Role.INPUT, "other", Shape.of(n, m));
  private final Node w = graph.stored(Leaf.Role.PARAMETER, "w", Shape.of(m, m));
  private final Node v = graph.stored(Leaf.Role.PARAMETER, "v", Shape.of(m, m));
  private final Node b = graph.stored(Leaf.Role.PARAMETER, "b", Shape.of(m));

  private Node centred(Node h, int axis) {
    return graph.sub(h, graph.expand(graph.mean(h, List.of(axis)), h.shape(), List.of(axis)));
  }

  private Node squares(Node h) {
    return graph.sum(graph.square(h));
  }

  @Test
  void aShiftCancelsAlongTheAxesWhereItIsConstant() {
    Node shifted = graph.add(x, b);
    assertThat(Shifts.cancels(b, List.of(squares(centred(shifted, 0))))).isTrue();
    assertThat(Shifts.cancels(b, List.of(squares(centred(shifted, 1))))).isFalse();
    assertThat(Shifts.cancels(b, List.of(squares(centred(shifted, 0)), squares(b)))).isFalse();
    assertThat(Shifts.cancels(b, List.of(squares(x)))).isFalse();
  }

  @Test
  void productsOfZerosStayZero() {
    Node product = squares(graph.sub(graph.matmul(graph.matmul(x, w), v), other));
    assertThat(ZeroSet.of(List.of(w, v), List.of(product), (t, p) -> true)).containsExactly(w, v);
    assertThat(ZeroSet.of(List.of(v), List.of(product), (t, p) -> true)).isEmpty();
    Node linear = squares(graph.sub(graph.matmul(x, w), other));
    assertThat(ZeroSet.of(List.of(w, v), List.of(product, linear), (t, p) -> true)).isEmpty();
  }

  @Test
  void aLayerOfUnitsThatAreOffIsStuck() {
    Node hidden = graph.apply(Elementwise.RELU, graph.add(graph.matmul(x, w), b));
    Node loss = squares(graph.sub(graph.matmul(hidden, v), other));
    assertThat(ZeroSet.of(List.of(w, b, v), List.of(loss), (t, p) -> true))
        .containsExactly(w, b, v);
    assertThat(ZeroSet.of(List.of(b, v), List.of(loss), (t, p) -> true)).isEmpty();
    assertThat(ZeroSet.staysAtZero(w, squares(w))).isTrue();
    assertThat(ZeroSet.staysAtZero(w, graph.sum(w))).isFalse();
  }

  @Test
  void valuesGrowLikeTheirPowers() {
    Growth growth = new Growth(w, new Ranges());
    Growth.Order negative = growth.of(graph.neg(squares(w)));
    assertThat(negative).isEqualTo(new Growth.Order(2, Growth.Lead.NEGATIVE));
    Node moved = graph.neg(squares(graph.sub(w, v)));
    assertThat(growth.of(moved)).isEqualTo(new Growth.Order(2, Growth.Lead.NEGATIVE));
    assertThat(growth.of(graph.sum(graph.abs(graph.matmul(x, w)))).power()).isEqualTo(1.0);
    assertThat(growth.of(graph.sum(graph.apply(Elementwise.TANH, w))).lead())
        .isEqualTo(Growth.Lead.UNKNOWN);
    assertThat(growth.of(graph.sum(graph.exp(w))).isKnown()).isFalse();
    assertThat(growth.of(graph.exp(graph.neg(squares(w)))).power()).isEqualTo(0.0);
  }

  @Test
  void aConstantRepresentationIsTheBestOfAnInvariance() {
    Node left = graph.apply(Elementwise.TANH, graph.matmul(x, w));
    Node right = graph.apply(Elementwise.TANH, graph.matmul(other, w));
    Node invariance = graph.mean(graph.square(graph.sub(left, right)));
    Node regression = graph.mean(graph.square(graph.sub(left, other)));
    Collapse collapse = new Collapse(List.of(invariance, regression), new Ranges(), Set.of("n"));
    Collapse.Representation representation =
        collapse.representations().stream()
            .filter(r -> r.values().contains(left))
            .findFirst()
            .orElseThrow();
    assertThat(representation.values()).containsExactly(left, right);
    assertThat(representation.parameters()).containsExactly(w);
    assertThat(collapse.isSmallest(invariance, representation)).isTrue();
    assertThat(collapse.isSmallest(regression, representation)).isFalse();
  }
}
