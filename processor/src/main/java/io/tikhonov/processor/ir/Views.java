package io.tikhonov.processor.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The index maps. Each is a partial injection or a broadcast, so each has an adjoint in the IR. */
public final class Views {

  private Views() {}

  /**
   * NumPy broadcasting: axes are aligned at the end; an axis of length 1 or a missing one repeats.
   */
  public record Broadcast(Shape shape) implements View {
    @Override
    public String opName() {
      return "broadcast";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return shape;
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      Shape from = node.input(0).shape();
      int missing = shape.rank() - from.rank();
      List<Poly> source = new ArrayList<>();
      for (int axis = 0; axis < from.rank(); axis++) {
        boolean repeated = from.dim(axis).isConstant(1);
        source.add(repeated ? Poly.ZERO : index.get(axis + missing));
      }
      return Source.of(source);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(graph.sumTo(cotangent, node.input(0).shape()));
    }
  }

  /** Axis {@code a} of the result is axis {@code order[a]} of the input. */
  public record Transpose(List<Integer> order) implements View {
    public Transpose {
      order = List.copyOf(order);
    }

    @Override
    public String opName() {
      return "transpose";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return new Shape(order.stream().map(inputs.get(0).shape()::dim).toList());
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      Poly[] source = new Poly[order.size()];
      for (int axis = 0; axis < order.size(); axis++) {
        source[order.get(axis)] = index.get(axis);
      }
      return Source.of(Arrays.asList(source));
    }

    /** The order that undoes this one. */
    public List<Integer> inverse() {
      Integer[] inverse = new Integer[order.size()];
      for (int axis = 0; axis < order.size(); axis++) {
        inverse[order.get(axis)] = axis;
      }
      return Arrays.asList(inverse);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(graph.transpose(cotangent, inverse()));
    }
  }

  /** The same elements in row-major order under another shape. */
  public record Reshape(Shape shape) implements View {
    @Override
    public String opName() {
      return "reshape";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      Poly from = inputs.get(0).shape().volume();
      if (!from.equals(shape.volume())) {
        throw new IrException(
            "TKV211",
            "reshape from %s to %s changes %s values to %s."
                .formatted(inputs.get(0).shape(), shape, from, shape.volume()));
      }
      return shape;
    }

    /** True if only axes of length 1 come or go, so that the index map is plain. */
    public boolean isSqueeze(Node node) {
      return longAxes(node.input(0).shape()).equals(longAxes(shape));
    }

    private static List<Poly> longAxes(Shape shape) {
      return shape.dims().stream().filter(dim -> !dim.isConstant(1)).toList();
    }

    /** Of a squeeze; other reshapes are names of the same memory and have no index map. */
    @Override
    public Source source(Node node, List<Poly> index) {
      List<Poly> moving = new ArrayList<>();
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (!shape.dim(axis).isConstant(1)) {
          moving.add(index.get(axis));
        }
      }
      List<Poly> source = new ArrayList<>();
      for (Poly dim : node.input(0).shape().dims()) {
        source.add(dim.isConstant(1) ? Poly.ZERO : moving.remove(0));
      }
      return Source.of(source);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(graph.reshape(cotangent, node.input(0).shape()));
    }
  }

  /** The elements {@code from ... from + length - 1} along an axis. */
  public record Slice(int axis, Poly from, Poly length) implements View {
    @Override
    public String opName() {
      return "slice";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape().with(axis, length);
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      return Source.of(replace(index, axis, index.get(axis).plus(from)));
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Poly after = node.input(0).shape().dim(axis).minus(from).minus(length);
      return List.of(graph.pad(cotangent, axis, from, after, 0));
    }
  }

  /** The input between {@code before} and {@code after} further elements of a constant value. */
  public record Pad(int axis, Poly before, Poly after, double value) implements View {
    @Override
    public String opName() {
      return "pad";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      Shape shape = inputs.get(0).shape();
      return shape.with(axis, shape.dim(axis).plus(before).plus(after));
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      Poly moved = index.get(axis).minus(before);
      Poly last = node.input(0).shape().dim(axis).minus(1);
      List<Poly> bounds = new ArrayList<>();
      if (!before.isConstant(0)) {
        bounds.add(moved);
      }
      if (!after.isConstant(0)) {
        bounds.add(last.minus(moved));
      }
      return new Source(replace(index, axis, moved), new Condition(bounds, List.of()), value);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(graph.slice(cotangent, axis, before, node.input(0).shape().dim(axis)));
    }
  }

  /** The diagonal of a square matrix. */
  public record Diagonal() implements View {
    @Override
    public String opName() {
      return "diagonal";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return Shape.of(inputs.get(0).shape().dim(0));
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      return Source.of(List.of(index.get(0), index.get(0)));
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(graph.node(new DiagonalMatrix(), cotangent));
    }
  }

  /** The square matrix with the input on its diagonal. */
  public record DiagonalMatrix() implements View {
    @Override
    public String opName() {
      return "diag";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      Poly size = inputs.get(0).shape().dim(0);
      return Shape.of(size, size);
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      Condition onDiagonal = Condition.zero(index.get(0).minus(index.get(1)));
      return new Source(List.of(index.get(0)), onDiagonal, 0);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(graph.node(new Diagonal(), cotangent));
    }
  }

  /**
   * From (position, offset) to (window, offset) on two neighbouring axes: entry (o, k) is the
   * input's (o·stride + k − padding, k), 0 outside. Broadcasting over the offsets before it gives
   * the sliding windows of convolution and pooling.
   */
  public record Rewindow(int axis, Poly windows, int stride, int padding) implements View {
    @Override
    public String opName() {
      return "windows";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape().with(axis, windows);
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      Poly position = index.get(axis).times(stride).plus(index.get(axis + 1)).minus(padding);
      Poly last = node.input(0).shape().dim(axis).minus(1);
      Condition inside =
          padding == 0 ? Condition.TRUE : Condition.nonNegative(position, last.minus(position));
      return new Source(replace(index, axis, position), inside, 0);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Poly length = node.input(0).shape().dim(axis);
      return List.of(graph.node(new Unwindow(axis, length, stride, padding), cotangent));
    }
  }

  /** The adjoint of {@link Rewindow}. */
  public record Unwindow(int axis, Poly length, int stride, int padding) implements View {
    @Override
    public String opName() {
      return "fold";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape().with(axis, length);
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      Poly start = index.get(axis).plus(padding).minus(index.get(axis + 1));
      Poly window = start.floorDivide(Poly.of(stride));
      Poly last = node.input(0).shape().dim(axis).minus(1);
      // The start is tested first: the remainder and quotient of a negative start are not used.
      Condition inside =
          new Condition(
              List.of(start, last.times(stride).minus(start)),
              stride == 1 ? List.of() : List.of(start.remainder(Poly.of(stride))));
      return new Source(replace(index, axis, window), inside, 0);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Poly windows = node.input(0).shape().dim(axis);
      return List.of(graph.node(new Rewindow(axis, windows, stride, padding), cotangent));
    }
  }

  /** Rows of a table: entry (i..., j...) is table[rows[i...], j...]. */
  public record Gather() implements View {
    @Override
    public String opName() {
      return "gather";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      List<Poly> dims = new ArrayList<>(inputs.get(1).shape().dims());
      Shape table = inputs.get(0).shape();
      dims.addAll(table.dims().subList(1, table.rank()));
      return new Shape(dims);
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      int depth = node.input(1).shape().rank();
      List<Poly> source = new ArrayList<>();
      source.add(Poly.of(new Atom.Lookup(node.input(1), List.copyOf(index.subList(0, depth)))));
      source.addAll(index.subList(depth, index.size()));
      return Source.of(source);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Node scattered =
          graph.node(
              new LibraryOp.ScatterAdd(node.input(0).shape().dim(0)), cotangent, node.input(1));
      return Arrays.asList(scattered, null);
    }
  }

  /**
   * Reorders along an axis by positions of the same shape: out[.., i, ..] = x[.., p[.., i, ..],
   * ..].
   */
  public record TakeAlong(int axis) implements View {
    @Override
    public String opName() {
      return "take";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(1).shape();
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      return Source.of(
          replace(index, axis, Poly.of(new Atom.Lookup(node.input(1), List.copyOf(index)))));
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Node inverse = graph.node(new LibraryOp.InversePermutation(axis), node.input(1));
      return Arrays.asList(graph.node(new TakeAlong(axis), cotangent, inverse), null);
    }
  }

  /** One element for each position along the last axes: out[i...] = x[i..., position[i...]]. */
  public record Pick(int axes) implements View {
    @Override
    public String opName() {
      return "pick";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(1).shape();
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      Shape from = node.input(0).shape();
      Poly position = Poly.of(new Atom.Lookup(node.input(1), List.copyOf(index)));
      List<Poly> source = new ArrayList<>(index);
      Poly block = new Shape(from.dims().subList(index.size(), from.rank())).volume();
      for (int axis = index.size(); axis < from.rank(); axis++) {
        Poly length = from.dim(axis);
        block = block.divideExactly(length).orElseThrow();
        Poly rest = position.floorDivide(block);
        source.add(axis == index.size() ? rest : rest.remainder(length));
      }
      return Source.of(source);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Shape from = node.input(0).shape();
      Shape last = new Shape(from.dims().subList(from.rank() - axes, from.rank()));
      return Arrays.asList(graph.node(new Place(last), cotangent, node.input(1)), null);
    }
  }

  /**
   * The adjoint of {@link Pick}: the input at the given position of the new last axes, 0 elsewhere.
   */
  public record Place(Shape last) implements View {
    @Override
    public String opName() {
      return "place";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      List<Poly> dims = new ArrayList<>(inputs.get(0).shape().dims());
      dims.addAll(last.dims());
      return new Shape(dims);
    }

    @Override
    public Source source(Node node, List<Poly> index) {
      int depth = index.size() - last.rank();
      List<Poly> outer = List.copyOf(index.subList(0, depth));
      Poly position = last.offset(index.subList(depth, index.size()));
      Condition here =
          Condition.zero(Poly.of(new Atom.Lookup(node.input(1), outer)).minus(position));
      return new Source(outer, here, 0);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return Arrays.asList(graph.node(new Pick(last.rank()), cotangent, node.input(1)), null);
    }
  }

  private static List<Poly> replace(List<Poly> index, int axis, Poly value) {
    List<Poly> changed = new ArrayList<>(index);
    changed.set(axis, value);
    return changed;
  }
}
