package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated.Random.Distribution;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.List;

/** Layers of networks: convolution, pooling, normalisation and noise. */
final class Networks {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private Networks() {}

  static void register(Registry ops) {
    ops.tensor("conv2d", Networks::conv2d);
    ops.tensor("maxPool2d", Networks::maxPool2d);
    ops.tensor("avgPool2d", Networks::avgPool2d);
    ops.tensor("layerNorm", Networks::layerNorm);
    ops.tensor("batchNorm", Networks::batchNorm);
    ops.tensor("dropout", Networks::dropout);
    ops.tensor("noise", Networks::noise);
  }

  /** Sliding windows of (batch, channels, h, w): (batch, channels, rows, kh, columns, kw). */
  private static Node windows(Call call, Node x, Poly height, Poly width, int stride, int padding) {
    Graph g = call.graph();
    return slide(call, g, slide(call, g, x, 2, height, stride, padding), 4, width, stride, padding);
  }

  private static Node slide(
      Call call, Graph g, Node x, int axis, Poly window, int stride, int padding) {
    Poly length = x.shape().dim(axis);
    Poly room = length.plus(2L * padding).minus(window);
    if (room.isConstant() && room.constant() < 0) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          "%s: a window of %s does not fit into %s with padding %d."
              .formatted(call.name(), window, length, padding));
    }
    Poly count = room.floorDivide(Poly.of(stride)).plus(1);
    Node single = g.reshape(x, x.shape().insert(axis + 1, Poly.ONE));
    Node repeated = g.broadcast(single, x.shape().insert(axis + 1, window));
    return g.node(new Views.Rewindow(axis, count, stride, padding), repeated);
  }

  private static Node conv2d(Call call) {
    Graph g = call.graph();
    Node x = images(call);
    Node kernel = Shapes.rank(call, 1, 4, "a kernel (out, in, height, width)");
    int stride = call.count() > 2 ? call.integer(2) : 1;
    int padding = call.count() > 3 ? call.integer(3) : 0;
    if (call.count() > 2) {
      Structure.requirePositive(call, 2, stride);
      Structure.requireNotNegative(call, 3);
    }
    Shapes.same(call, 0, x.shape().dim(1), 1, kernel.shape().dim(1));
    Poly batch = x.shape().dim(0);
    Poly out = kernel.shape().dim(0);
    Poly patch = kernel.shape().remove(0).volume();
    Node windows = windows(call, x, kernel.shape().dim(2), kernel.shape().dim(3), stride, padding);
    Poly rows = windows.shape().dim(2);
    Poly columns = windows.shape().dim(4);
    Node patches = g.transpose(windows, List.of(0, 1, 3, 5, 2, 4));
    Node flat = g.reshape(patches, Shape.of(batch, patch, rows.times(columns)));
    Node product = g.matmul(g.reshape(kernel, Shape.of(out, patch)), flat);
    return g.reshape(product, Shape.of(batch, out, rows, columns));
  }

  private static Node images(Call call) {
    return Shapes.rank(call, 0, 4, "images (batch, channels, height, width)");
  }

  private static Node poolingWindows(Call call) {
    int size = call.integer(1);
    Structure.requirePositive(call, 1, size);
    int stride = call.count() > 2 ? call.integer(2) : size;
    if (call.count() > 2) {
      Structure.requirePositive(call, 2, stride);
    }
    return windows(call, images(call), Poly.of(size), Poly.of(size), stride, 0);
  }

  /** The first largest element of each window receives the derivative. */
  private static Node maxPool2d(Call call) {
    Graph g = call.graph();
    Node windows = g.transpose(poolingWindows(call), List.of(0, 1, 2, 4, 3, 5));
    Node position = g.reduce(Reduce.Operator.ARGMAX, windows, List.of(4, 5));
    return g.node(new Views.Pick(2), windows, position);
  }

  private static Node avgPool2d(Call call) {
    return call.graph().mean(poolingWindows(call), List.of(3, 5));
  }

  /** Zero mean and unit variance over the axes. */
  private static Node normalize(Graph g, Node x, Node mean, Node variance, Node epsilon) {
    return g.div(g.sub(x, mean), g.sqrt(g.add(variance, epsilon)));
  }

  private static Node layerNorm(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    if (x.isScalar()) {
      throw call.problem(Rule.WRONG_RANK, 0, "layerNorm needs at least one axis.");
    }
    if (call.count() > 3) {
      call.require(3, Domain.POSITIVE, "eps");
    }
    Node epsilon = call.count() > 3 ? call.node(3) : g.literal(EPSILON);
    List<Integer> last = List.of(x.shape().rank() - 1);
    Node mean = g.expand(g.mean(x, last), x.shape(), last);
    Node variance = g.expand(Reductions.variance(g, x, last), x.shape(), last);
    Node normal = normalize(g, x, mean, variance, epsilon);
    if (call.count() < 3) {
      return normal;
    }
    Shapes.meet(call, 0, 3);
    return g.add(g.mul(normal, call.node(1)), call.node(2));
  }

  private static Node batchNorm(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    if (x.shape().rank() < 2) {
      throw call.problem(
          Rule.WRONG_RANK,
          0,
          "batchNorm needs (batch, channels, ...), but %s is %s."
              .formatted(call.source(0), Shapes.describe(x.shape())));
    }
    double momentum = MOMENTUM;
    double epsilon = EPSILON;
    if (call.count() > 3) {
      call.require(3, Domain.UNIT, "momentum");
      call.require(4, Domain.POSITIVE, "eps");
      momentum = call.number(3);
      epsilon = call.number(4);
    }
    Shape channels = Shape.of(x.shape().dim(1));
    List<Node> affine = new ArrayList<>();
    if (call.count() > 1) {
      for (int i = 1; i <= 2; i++) {
        Node weight = Shapes.rank(call, i, 1, "a vector with one value for each channel");
        Shapes.same(call, 0, channels.dim(0), i, weight.shape().dim(0));
        affine.add(weight);
      }
    }
    Node normal = batchNormalized(call, x, channels, affine, momentum, epsilon);
    if (affine.isEmpty()) {
      return normal;
    }
    Node gain = spread(g, affine.get(0), x.shape());
    return g.add(g.mul(normal, gain), spread(g, affine.get(1), x.shape()));
  }

  private static Node batchNormalized(
      Call call, Node x, Shape channels, List<Node> affine, double momentum, double epsilon) {
    Graph g = call.graph();
    Session.RunningStatistics running = call.session().runningStatistics(channels, affine);
    Node eps = g.literal(epsilon);
    if (!call.session().training()) {
      Node mean = spread(g, running.mean(), x.shape());
      return normalize(g, x, mean, spread(g, running.variance(), x.shape()), eps);
    }
    List<Integer> others = new ArrayList<>(Graph.allAxes(x));
    others.remove(Integer.valueOf(1));
    Node mean = g.mean(x, others);
    Node centred = g.sub(x, spread(g, mean, x.shape()));
    Node variance = g.mean(g.square(centred), others);
    Node count = g.size(others.stream().map(x.shape()::dim).reduce(Poly.ONE, Poly::times));
    Node correction = g.div(count, g.sub(count, g.literal(1)));
    running.update(x, mean, g.mul(variance, correction), momentum);
    return normalize(g, x, spread(g, mean, x.shape()), spread(g, variance, x.shape()), eps);
  }

  /** A value for each channel along axis 1. */
  private static Node spread(Graph g, Node values, Shape full) {
    List<Poly> dims = new ArrayList<>();
    for (int axis = 0; axis < full.rank(); axis++) {
      dims.add(axis == 1 ? full.dim(1) : Poly.ONE);
    }
    return g.broadcast(g.reshape(values, new Shape(dims)), full);
  }

  private static Node dropout(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    call.require(1, Domain.FRACTION, "rate");
    Node rate = call.node(1);
    if (rate.isLiteral(0)) {
      call.session()
          .report(
              Rule.WITHOUT_EFFECT,
              call.at(1),
              "dropout with rate 0 changes nothing. Remove it, or choose a rate above 0.");
      return x;
    }
    if (!call.session().training()) {
      return x;
    }
    Node keep = g.sub(g.literal(1), rate);
    Node uniform = call.session().draw(Distribution.UNIFORM, x.shape(), x);
    Node kept = g.apply(Elementwise.LESS, uniform, keep);
    return g.where(kept, g.div(x, keep), g.literal(0));
  }

  private static Node noise(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    call.require(1, Domain.NON_NEGATIVE, "stddev");
    Node scale = call.node(1);
    if (scale.isLiteral(0)) {
      call.session()
          .report(
              Rule.WITHOUT_EFFECT,
              call.at(1),
              "noise with standard deviation 0 changes nothing. Remove it, or choose one above 0.");
      return x;
    }
    if (!call.session().training()) {
      return x;
    }
    Node normal = call.session().draw(Distribution.NORMAL, x.shape(), x);
    return g.add(x, g.mul(scale, normal));
  }
}
