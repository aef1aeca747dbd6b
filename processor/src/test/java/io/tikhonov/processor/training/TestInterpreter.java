package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Evaluates nodes in double precision, element by element, as the IR defines them. */
public final class TestInterpreter {
  private final Map<String, Integer> sizes;
  private final Function<Node, Values> leaves;
  private final Map<Node, Values> known = new HashMap<>();

  // What does not depend on values is kept between evaluations.
  private final Map<List<Node>, List<Node>> orders = new HashMap<>();
  private final Map<Node, int[]> shapes = new HashMap<>();
  private final Map<Node, int[]> sources = new HashMap<>();

  /**
   * @param sizes of named dimensions
   * @param leaves the values of stored leaves
   */
  public TestInterpreter(Map<String, Integer> sizes, Function<Node, Values> leaves) {
    this.sizes = sizes;
    this.leaves = leaves;
  }

  public Values evaluate(Node root) {
    return evaluate(List.of(root)).get(0);
  }

  /** Evaluates several nodes with the present values of the leaves. */
  public List<Values> evaluate(List<Node> roots) {
    known.clear();
    for (Node node : orders.computeIfAbsent(roots, TestInterpreter::order)) {
      known.put(node, compute(node));
    }
    return roots.stream().map(known::get).toList();
  }

  /** All nodes that the roots need, inputs first. */
  private static List<Node> order(List<Node> roots) {
    TreeSet<Node> needed = new TreeSet<>(Comparator.comparingInt(Node::id));
    List<Node> open = new ArrayList<>(roots);
    while (!open.isEmpty()) {
      Node node = open.remove(open.size() - 1);
      if (needed.add(node)) {
        open.addAll(node.inputs());
      }
    }
    return List.copyOf(needed);
  }

  private int[] shape(Node node) {
    return shapes.computeIfAbsent(node, it -> shape(it.shape()));
  }

  int[] shape(Shape shape) {
    return shape.dims().stream().mapToInt(dim -> (int) size(dim)).toArray();
  }

  private Values compute(Node node) {
    if (node.op() instanceof Leaf leaf) {
      return leaf(node, leaf);
    } else if (node.op() instanceof Elementwise op) {
      return elementwise(node, op);
    } else if (node.op() instanceof Generated.Indicator indicator) {
      return generate(node, index -> holds(indicator.condition(node, index)) ? 1 : 0);
    } else if (node.op() instanceof Views.Reshape) {
      return Values.of(input(node, 0).data(), shape(node));
    } else if (node.op() instanceof View view) {
      return view(node, view);
    } else if (node.op() instanceof Reduce reduce) {
      return reduce(node, reduce);
    } else if (node.op() instanceof MatMul) {
      return multiply(input(node, 0), input(node, 1), shape(node));
    } else if (node.op() instanceof LibraryOp op) {
      return library(node, op);
    }
    throw new IllegalArgumentException("not interpreted: " + node.op());
  }

  private Values input(Node node, int index) {
    return known.get(node.input(index));
  }

  private Values leaf(Node node, Leaf leaf) {
    if (leaf instanceof Leaf.Literal literal) {
      return Values.scalar(literal.value());
    } else if (leaf instanceof Leaf.Size size) {
      return Values.scalar((double) size(size.size()));
    }
    return leaves.apply(node);
  }

  private Values elementwise(Node node, Elementwise op) {
    Values result = Values.filled(0, shape(node));
    double[] arguments = new double[node.inputs().size()];
    for (int i = 0; i < result.length(); i++) {
      for (int k = 0; k < arguments.length; k++) {
        Values argument = input(node, k);
        arguments[k] = argument.data()[argument.length() == 1 ? 0 : i];
      }
      result.data()[i] = op.evaluate(arguments).orElseThrow();
    }
    return result;
  }

  private Values generate(Node node, Function<List<Poly>, Number> element) {
    Values result = Values.filled(0, shape(node));
    for (int i = 0; i < result.length(); i++) {
      result.data()[i] = element.apply(polys(i, result.shape())).doubleValue();
    }
    return result;
  }

  private static List<Poly> polys(int position, int[] shape) {
    List<Poly> index = new ArrayList<>();
    for (int i : new Values(new double[0], shape).index(position)) {
      index.add(Poly.of(i));
    }
    return index;
  }

  private Values view(Node node, View view) {
    if (node.inputs().size() > 1) {
      return generate(
          node,
          index -> {
            View.Source source = view.source(node, index);
            int position = position(node, source);
            return position < 0 ? source.otherwise() : input(node, 0).at(position);
          });
    }
    int[] positions =
        sources.computeIfAbsent(
            node,
            it ->
                Arrays.stream(generate(it, index -> position(it, view.source(it, index))).data())
                    .mapToInt(position -> (int) position)
                    .toArray());
    double[] data = new double[positions.length];
    for (int i = 0; i < data.length; i++) {
      data[i] =
          positions[i] < 0
              ? view.source(node, polys(i, shape(node))).otherwise()
              : input(node, 0).at(positions[i]);
    }
    return Values.of(data, shape(node));
  }

  /** The position in the input, or -1 where the condition fails. */
  private int position(Node node, View.Source source) {
    if (!holds(source.condition())) {
      return -1;
    }
    return input(node, 0).offset(source.index().stream().mapToInt(p -> (int) size(p)).toArray());
  }

  private boolean holds(Condition condition) {
    return condition.nonNegative().stream().allMatch(p -> size(p) >= 0)
        && condition.zero().stream().allMatch(p -> size(p) == 0);
  }

  private long size(Poly poly) {
    return poly.substitute(
            atom -> {
              if (atom instanceof Atom.Name name) {
                return Poly.of(sizes.get(name.name()));
              } else if (atom instanceof Atom.Lookup lookup) {
                Values table = known.get(lookup.table());
                int[] index = lookup.index().stream().mapToInt(p -> (int) size(p)).toArray();
                return Poly.of(Math.round(table.data()[table.offset(index)]));
              }
              return null;
            })
        .constant();
  }

  private Values reduce(Node node, Reduce reduce) {
    Values from = input(node, 0);
    Values result =
        Values.filled(
            switch (reduce.operator()) {
              case SUM, ARGMAX -> 0;
              case MAX -> Double.NEGATIVE_INFINITY;
              case MIN -> Double.POSITIVE_INFINITY;
            },
            shape(node));
    int[] targets =
        sources.computeIfAbsent(
            node,
            it ->
                IntStream.range(0, from.length())
                    .map(i -> result.offset(kept(from.index(i), reduce)))
                    .toArray());
    for (int i = 0; i < from.length(); i++) {
      int to = targets[i];
      double x = from.data()[i];
      double y = result.data()[to];
      result.data()[to] =
          switch (reduce.operator()) {
            case SUM -> y + x;
            case MAX -> Math.max(y, x);
            case MIN -> Math.min(y, x);
            case ARGMAX -> throw new IllegalArgumentException("argmax");
          };
    }
    return result;
  }

  private static int[] kept(int[] index, Reduce reduce) {
    return IntStream.range(0, index.length)
        .filter(axis -> !reduce.axes().contains(axis))
        .map(axis -> index[axis])
        .toArray();
  }

  private static Values multiply(Values a, Values b, int[] shape) {
    int rows = shape[0];
    int columns = shape[1];
    int inner = a.shape()[1];
    double[] c = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < inner; k++) {
          c[i * columns + j] += a.data()[i * inner + k] * b.data()[k * columns + j];
        }
      }
    }
    return Values.of(c, shape);
  }

  private Values library(Node node, LibraryOp op) {
    TestSvd svd = TestSvd.of(input(node, 0));
    if (op instanceof LibraryOp.SingularValues) {
      return Values.vector(svd.singularValues());
    } else if (op instanceof LibraryOp.Svd) {
      return Values.vector(svd.packed());
    } else if (op instanceof LibraryOp.SingularValueThreshold) {
      double threshold = input(node, 1).value();
      return svd.rebuilt(sigma -> Math.max(sigma - threshold, 0));
    }
    throw new IllegalArgumentException("not interpreted: " + op);
  }
}
