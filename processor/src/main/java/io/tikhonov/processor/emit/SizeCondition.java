package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Origin;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A number that must not be negative for the sizes to fit, such as what a slice leaves over; it is
 * known only when sizes are.
 */
record SizeCondition(Poly value, Origin origin) {

  /** The conditions of some programs that do not hold for all sizes. */
  static List<SizeCondition> of(Collection<Program> programs) {
    TreeSet<Node> nodes = new TreeSet<>(Comparator.comparingInt(Node::id));
    List<Node> stack = new ArrayList<>();
    programs.forEach(program -> program.effects().stream().map(Effect::value).forEach(stack::add));
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (nodes.add(node)) {
        stack.addAll(node.inputs());
      }
    }
    // A shift is a slice that is padded again: moved out altogether, only the padding is left.
    Set<Node> padded = new HashSet<>();
    nodes.stream()
        .filter(node -> node.op() instanceof Views.Pad)
        .forEach(node -> padded.add(node.input(0)));
    Map<Poly, SizeCondition> conditions = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (padded.contains(node)) {
        continue;
      }
      for (Poly value : values(node)) {
        if (!holdsAlways(value)) {
          conditions.putIfAbsent(value, new SizeCondition(value, node.origin()));
        }
      }
    }
    return List.copyOf(conditions.values());
  }

  private static List<Poly> values(Node node) {
    if (node.op() instanceof Views.Slice slice) {
      Poly rest = node.input(0).shape().dim(slice.axis()).minus(slice.from());
      return List.of(slice.from(), slice.length(), rest.minus(slice.length()));
    }
    return node.op() instanceof Views.Rewindow windows
        ? List.of(windows.windows().minus(1))
        : List.of();
  }

  /** Sizes are at least 1: with 1 + t in place of each, no term may be negative. */
  private static boolean holdsAlways(Poly value) {
    Poly shifted = value.substitute(atom -> Poly.ONE.plus(Poly.of(atom)));
    return shifted.summands().stream().allMatch(term -> term.coefficient() >= 0);
  }

  /** What the condition is about, for the message. */
  String description() {
    String place = origin.line() > 0 ? "line " + origin.line() + ": " + origin.text() : "the model";
    return place + " needs " + value + " to be at least 0";
  }
}
