package io.tikhonov.processor.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Evaluates expressions in double precision, element by element and straight from the definitions
 * of the operations: slow, but without a plan or generated code in between.
 */
public final class Interpreter {

  /** A dense row-major array. */
  public static final class Array {
    private final int[] shape;
    private final double[] data;

    public Array(int[] shape, double[] data) {
      this.shape = shape;
      this.data = data;
    }

    public int[] shape() {
      return shape;
    }

    /** The elements themselves, not a copy. */
    public double[] data() {
      return data;
    }

    public static Array scalar(double value) {
      return new Array(new int[0], new double[] {value});
    }

    /** An array whose elements are a function of their flat position. */
    public static Array of(int[] shape, IntToDoubleFunction element) {
      return new Array(shape, IntStream.range(0, volume(shape)).mapToDouble(element).toArray());
    }

    private int offset(int[] index) {
      int offset = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        if (index[axis] < 0 || index[axis] >= shape[axis]) {
          throw new IndexOutOfBoundsException(
              Arrays.toString(index) + " in " + Arrays.toString(shape));
        }
        offset = offset * shape[axis] + index[axis];
      }
      return offset;
    }
  }

  private final Map<String, Integer> sizes;
  private final Map<String, Array> leaves;
  private final ToDoubleBiFunction<Generated.Random, Integer> draws;
  private final Map<Node, Array> values = new HashMap<>();

  /**
   * @param sizes the sizes of named dimensions
   * @param leaves the values of stored leaves by their ids
   */
  public Interpreter(Map<String, Integer> sizes, Map<String, Array> leaves) {
    this(
        sizes,
        leaves,
        (random, element) -> {
          throw new IllegalStateException("no random draws here");
        });
  }

  /**
   * @param draws the value of a draw by its flat position
   */
  public Interpreter(
      Map<String, Integer> sizes,
      Map<String, Array> leaves,
      ToDoubleBiFunction<Generated.Random, Integer> draws) {
    this.sizes = sizes;
    this.leaves = leaves;
    this.draws = draws;
  }

  /** The value of an expression. */
  public Array evaluate(Node root) {
    TreeSet<Node> needed = new TreeSet<>(Comparator.comparingInt(Node::id));
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (!values.containsKey(node) && needed.add(node)) {
        open.addAll(node.inputs());
      }
    }
    needed.forEach(node -> values.put(node, compute(node)));
    return values.get(root);
  }

  private static int volume(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private int[] sizesOf(Shape shape) {
    return shape.dims().stream().mapToInt(this::number).toArray();
  }

  private Array compute(Node node) {
    Op op = node.op();
    int[] shape = sizesOf(node.shape());
    if (op instanceof Leaf leaf) {
      return leaf(leaf, shape);
    } else if (op instanceof Elementwise elementwise) {
      return elementwise(node, elementwise, shape);
    } else if (op instanceof Generated.Indicator indicator) {
      return Array.of(shape, i -> holds(indicator.condition(node, polys(index(i, shape)))) ? 1 : 0);
    } else if (op instanceof Generated.Random random) {
      return Array.of(shape, i -> draws.applyAsDouble(random, i));
    } else if (op instanceof Views.Reshape) {
      return new Array(shape, values.get(node.input(0)).data());
    } else if (op instanceof View view) {
      return Array.of(shape, i -> moved(node, view, index(i, shape)));
    } else if (op instanceof Reduce reduce) {
      return reduce(node, reduce, shape);
    } else if (op instanceof MatMul matmul) {
      return product(node, matmul, shape);
    }
    return new LibraryInterpreter(values).compute(node, (LibraryOp) op, shape);
  }

  private Array leaf(Leaf leaf, int[] shape) {
    if (leaf instanceof Leaf.Literal literal) {
      return Array.scalar(literal.value());
    } else if (leaf instanceof Leaf.Size size) {
      return Array.scalar(number(size.size()));
    }
    String id = ((Leaf.Stored) leaf).id();
    Array value = leaves.get(id);
    if (value == null || !Arrays.equals(value.shape(), shape)) {
      throw new IllegalArgumentException(
          "no value of shape %s for %s".formatted(Arrays.toString(shape), id));
    }
    return value;
  }

  private Array elementwise(Node node, Elementwise op, int[] shape) {
    return Array.of(
        shape,
        i -> {
          double[] arguments =
              node.inputs().stream()
                  .map(values::get)
                  .mapToDouble(x -> x.data()[x.shape().length == 0 ? 0 : i])
                  .toArray();
          return switch (op) {
            case ERF -> Erf.of(arguments[0]);
            case TO_REAL -> arguments[0];
            default -> op.evaluate(arguments).orElseThrow();
          };
        });
  }

  private double moved(Node node, View view, int[] index) {
    View.Source source = view.source(node, polys(index));
    if (!holds(source.condition())) {
      return source.otherwise();
    }
    Array from = values.get(node.input(0));
    return from.data()[from.offset(source.index().stream().mapToInt(this::number).toArray())];
  }

  private Array reduce(Node node, Reduce reduce, int[] shape) {
    Array from = values.get(node.input(0));
    List<List<Integer>> groups = new ArrayList<>();
    IntStream.range(0, volume(shape)).forEach(i -> groups.add(new ArrayList<>()));
    Array result = new Array(shape, new double[volume(shape)]);
    for (int i = 0; i < from.data().length; i++) {
      int[] index = index(i, from.shape());
      int[] kept =
          IntStream.range(0, index.length)
              .filter(axis -> !reduce.axes().contains(axis))
              .map(axis -> index[axis])
              .toArray();
      groups.get(result.offset(kept)).add(i);
    }
    for (int i = 0; i < groups.size(); i++) {
      double[] group = groups.get(i).stream().mapToDouble(j -> from.data()[j]).toArray();
      result.data()[i] =
          switch (reduce.operator()) {
            case SUM -> Arrays.stream(group).sum();
            case MAX -> Arrays.stream(group).max().orElseThrow();
            case MIN -> Arrays.stream(group).min().orElseThrow();
            case ARGMAX -> firstLargest(group);
          };
    }
    return result;
  }

  private static int firstLargest(double[] group) {
    int best = 0;
    for (int i = 1; i < group.length; i++) {
      best = group[i] > group[best] ? i : best;
    }
    return best;
  }

  private Array product(Node node, MatMul matmul, int[] shape) {
    Array a = values.get(node.input(0));
    Array b = values.get(node.input(1));
    int rows = a.shape()[a.shape().length - 2];
    int inner = a.shape()[a.shape().length - 1];
    int columns = b.shape()[b.shape().length - 1];
    int stack =
        Math.max(
            a.shape().length == 3 ? a.shape()[0] : 1, b.shape().length == 3 ? b.shape()[0] : 1);
    double[] result = new double[volume(shape)];
    for (int s = 0; s < stack; s++) {
      int to = matmul.sumStack() ? 0 : s * rows * columns;
      int aFrom = a.shape().length == 3 ? s * rows * inner : 0;
      int bFrom = b.shape().length == 3 ? s * inner * columns : 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          for (int k = 0; k < inner; k++) {
            result[to + i * columns + j] +=
                a.data()[aFrom + i * inner + k] * b.data()[bFrom + k * columns + j];
          }
        }
      }
    }
    return new Array(shape, result);
  }

  // Indices

  static int[] index(int position, int[] shape) {
    int[] index = new int[shape.length];
    int rest = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }

  private static List<Poly> polys(int[] index) {
    return Arrays.stream(index).mapToObj(Poly::of).toList();
  }

  private boolean holds(Condition condition) {
    return condition.nonNegative().stream().allMatch(p -> number(p) >= 0)
        && condition.zero().stream().allMatch(p -> number(p) == 0);
  }

  private int number(Poly poly) {
    if (poly.isConstant()) {
      return (int) poly.constant();
    }
    return (int)
        poly.substitute(
                atom -> {
                  if (atom instanceof Atom.Name name) {
                    return Poly.of(sizes.get(name.name()));
                  } else if (atom instanceof Atom.Lookup lookup) {
                    Array table = values.get(lookup.table());
                    int[] index = lookup.index().stream().mapToInt(this::number).toArray();
                    return Poly.of((long) table.data()[table.offset(index)]);
                  }
                  return null;
                })
            .constant();
  }
}
