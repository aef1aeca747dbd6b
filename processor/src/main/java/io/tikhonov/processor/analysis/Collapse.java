package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Op;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Representations that may become constant: values that a model computes in the same way from one
 * or several inputs. If they are all replaced by one constant and every term that depends on their
 * parameters is then as small as it can be, nothing keeps them from collapsing.
 */
public final class Collapse {
  /** Any numbers: several, so that no margin and no distance vanishes by chance. */
  private static final double[] CONSTANTS = {0.73123, 7.3123, -0.73123};

  private static final double TOLERANCE = 1e-4;

  /**
   * A representation.
   *
   * @param values its occurrences
   * @param parameters what they are computed from
   */
  public record Representation(List<Node> values, Set<Node> parameters) {}

  private final Ranges ranges;
  private final Set<String> batch;
  private final Map<Node, Integer> classes = new HashMap<>();
  private final Map<List<Object>, Integer> known = new HashMap<>();
  private final Map<Integer, List<Node>> members = new LinkedHashMap<>();

  /**
   * @param terms the scalars whose values are looked at
   * @param batch the dimensions that come with each batch
   */
  public Collapse(Collection<Node> terms, Ranges ranges, Set<String> batch) {
    this.ranges = ranges;
    this.batch = Set.copyOf(batch);
    for (Node node : Reach.inOrder(terms)) {
      int number = known.computeIfAbsent(key(node), k -> known.size());
      classes.put(node, number);
      members.computeIfAbsent(number, k -> new ArrayList<>()).add(node);
    }
  }

  /** Two nodes with equal keys are computed in the same way from inputs of the same shapes. */
  private List<Object> key(Node node) {
    List<Object> key = new ArrayList<>();
    Op op = node.op();
    if (op instanceof Leaf.Stored stored) {
      boolean batch = stored.role() == Leaf.Role.INPUT || stored.role() == Leaf.Role.LABELS;
      boolean average = stored.role() == Leaf.Role.AVERAGE;
      key.add(average ? Leaf.Role.PARAMETER : stored.role());
      key.add(batch ? "" : stored.id());
      key.add(stored.shape());
    } else if (op instanceof Generated.Random random) {
      key.add(random.distribution());
      key.add(random.shape());
    } else {
      key.add(op);
    }
    node.inputs().forEach(input -> key.add(classes.get(input)));
    return key;
  }

  /** The representations that the terms are computed from, outermost first. */
  public List<Representation> representations() {
    List<Representation> found = new ArrayList<>();
    for (List<Node> values : members.values()) {
      Node first = values.get(0);
      boolean fromInputs =
          !Reach.leaves(first, Leaf.Role.INPUT).isEmpty()
              || !Reach.leaves(first, Leaf.Role.LABELS).isEmpty();
      Set<Node> parameters = Reach.leaves(first, Leaf.Role.PARAMETER);
      if (fromInputs && !first.isScalar() && !parameters.isEmpty() && isRowWise(first)) {
        found.add(0, new Representation(List.copyOf(values), parameters));
      }
    }
    return found;
  }

  /**
   * True if each row is computed from the same row of the inputs, so that any value is possible.
   */
  private boolean isRowWise(Node value) {
    return Reach.inOrder(value).stream().noneMatch(this::mixesRows);
  }

  private boolean mixesRows(Node node) {
    if (node.op() instanceof Reduce reduce) {
      return reduce.axes().stream().anyMatch(axis -> isBatch(node.input(0).shape().dim(axis)));
    } else if (node.op() instanceof MatMul) {
      Node a = node.input(0);
      return isBatch(a.shape().dim(a.shape().rank() - 1));
    }
    return node.op() instanceof LibraryOp;
  }

  private boolean isBatch(Poly dimension) {
    return dimension.names().stream().anyMatch(batch::contains);
  }

  /** True if the term is as small as it can be when the representation is constant. */
  public boolean isSmallest(Node term, Representation representation) {
    double least = ranges.of(term).low();
    if (!Double.isFinite(least)) {
      return false;
    }
    for (double constant : CONSTANTS) {
      Map<Node, Double> given = new HashMap<>();
      representation.values().forEach(value -> given.put(value, constant));
      OptionalDouble value = new Uniform(given, 3).of(term);
      if (value.isEmpty() || Math.abs(value.getAsDouble() - least) >= TOLERANCE) {
        return false;
      }
    }
    return true;
  }
}
