package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Suggestions;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Axes of an operand, given by number (negative ones count from the end) or by dimension. */
final class Axes {

  private Axes() {}

  /** The axis that argument {@code i} names. */
  static int axis(Call call, int i, Shape shape) {
    return call.isString(i) ? byName(call, i, shape) : byNumber(call, i, shape, shape.rank());
  }

  /** The position of a new axis: 0 up to the rank. */
  static int newAxis(Call call, int i, Shape shape) {
    return byNumber(call, i, shape, shape.rank() + 1);
  }

  /** The axes that the arguments from {@code first} on name; all if there is none. */
  static List<Integer> axes(Call call, int first, Node x) {
    if (first >= call.count()) {
      return Graph.allAxes(x);
    }
    List<Integer> axes = new ArrayList<>();
    for (int i = first; i < call.count(); i++) {
      int axis = axis(call, i, x.shape());
      if (axes.contains(axis)) {
        throw call.problem(
            Rule.BAD_AXIS, i, "%s: axis %s is named twice.".formatted(call.name(), call.source(i)));
      }
      axes.add(axis);
    }
    axes.sort(null);
    return axes;
  }

  /** Notes that a function pulls neighbours along these axes together. */
  static void pullNeighbours(Call call, int first, String what) {
    Shape shape = call.node(0).shape();
    if (first >= call.count()) {
      shape.dims().forEach(dim -> call.session().pullsNeighbours(dim, what, null));
    }
    for (int i = first; i < call.count(); i++) {
      call.session().pullsNeighbours(shape.dim(axis(call, i, shape)), what, call.at(i));
    }
  }

  private static int byNumber(Call call, int i, Shape shape, int count) {
    int number = call.integer(i);
    int axis = number < 0 ? number + count : number;
    if (axis < 0 || axis >= count) {
      throw call.problem(
          Rule.BAD_AXIS,
          i,
          count == 0
              ? "%s(..., %d): the operand is a scalar and has no axes."
                  .formatted(call.name(), number)
              : "%s(..., %d): the operand is %s and has the axes 0 to %d."
                  .formatted(call.name(), number, shape, count - 1));
    }
    return axis;
  }

  private static int byName(Call call, int i, Shape shape) {
    String name = call.text(i);
    Poly wanted;
    try {
      wanted = DimensionParser.parse(name);
    } catch (IllegalArgumentException e) {
      throw new DiagnosticException(Rule.BAD_DIMENSION, call.at(i), e.getMessage());
    }
    int[] found =
        IntStream.range(0, shape.rank()).filter(a -> shape.dim(a).equals(wanted)).toArray();
    if (found.length == 1) {
      return found[0];
    }
    throw call.problem(
        Rule.BAD_AXIS,
        i,
        found.length > 1
            ? "\"%s\" occurs twice in %s; give the axis by number.".formatted(name, shape)
            : "%s(..., \"%s\"): the operand is %s and has no %s.%s"
                .formatted(
                    call.name(),
                    name,
                    shape,
                    name,
                    Suggestions.didYouMean(
                        name, shape.dims().stream().map(Poly::toString).toList())));
  }
}
