package io.tikhonov.processor.report.picture;

import io.tikhonov.processor.ir.Composite;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.report.picture.Picture.Look;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the declaration says: the calls of the vocabulary from the inputs and parameters to the
 * terms, each call one box. A large declaration shows only values that have a name.
 */
public final class DeclarationPicture {
  /** More boxes than this are no picture any more. */
  private static final int MOST = 56;

  private final Graph graph;
  private final Map<Node, String> terms;
  private final Map<String, List<String>> penalties;
  private final Function<Node, String> target;
  private final Picture picture = new Picture();
  private final Map<Node, Set<Node>> sources = new HashMap<>();
  private boolean namesOnly;

  private DeclarationPicture(
      Graph graph,
      Map<Node, String> terms,
      Map<String, List<String>> penalties,
      Function<Node, String> target) {
    this.graph = graph;
    this.terms = terms;
    this.penalties = penalties;
    this.target = target;
  }

  /**
   * The picture before fusion.
   *
   * @param terms the values of the methods, with their names
   * @param penalties the catalogue penalties of each parameter
   * @param target the place of a value in the source; empty for none
   */
  public static Picture of(
      Graph graph,
      Map<Node, String> terms,
      Map<String, List<String>> penalties,
      Function<Node, String> target) {
    return new DeclarationPicture(graph, terms, penalties, target).draw();
  }

  private Picture draw() {
    namesOnly = reachable().size() > MOST;
    List<Node> nodes = reachable();
    Map<Node, Integer> boxes = new LinkedHashMap<>();
    for (Node node : nodes) {
      boxes.put(node, box(node));
      sources(node).forEach(source -> picture.arrow(boxes.get(source), boxes.get(node)));
    }
    penalties.forEach(
        (parameter, names) -> {
          for (Node node : nodes) {
            if (node.op() instanceof Leaf.Stored stored && stored.id().equals(parameter)) {
              for (String name : names) {
                int term = picture.box("penalty " + name, Look.TERM, List.of(name), "");
                picture.arrow(boxes.get(node), term);
              }
            }
          }
        });
    return picture;
  }

  /** All values that are shown, inputs before users. */
  private List<Node> reachable() {
    sources.clear();
    Set<Node> seen = new TreeSet<>(Comparator.comparingInt(Node::id));
    List<Node> stack = new ArrayList<>(terms.keySet());
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (seen.add(node)) {
        stack.addAll(sources(node));
      }
    }
    return List.copyOf(seen);
  }

  /** The shown values that a value is made of. */
  private Set<Node> sources(Node node) {
    Set<Node> known = sources.get(node);
    if (known != null) {
      return known;
    }
    Set<Node> found = new TreeSet<>(Comparator.comparingInt(Node::id));
    Set<Node> seen = new TreeSet<>(Comparator.comparingInt(Node::id));
    List<Node> stack = new ArrayList<>(inputs(node));
    while (!stack.isEmpty()) {
      Node input = stack.remove(stack.size() - 1);
      if (!seen.add(input)) {
        continue;
      }
      if (isShown(input)) {
        found.add(input);
      } else {
        stack.addAll(inputs(input));
      }
    }
    sources.put(node, found);
    return found;
  }

  private List<Node> inputs(Node node) {
    return graph.compositeOf(node).map(Composite::inputs).orElseGet(node::inputs);
  }

  private boolean isShown(Node node) {
    if (node.op() instanceof Leaf) {
      return node.op() instanceof Leaf.Stored;
    }
    boolean hidden = node.op() instanceof Views.Broadcast || node.op() instanceof Views.Reshape;
    return namesOnly
        ? terms.containsKey(node) || graph.givenNameOf(node).isPresent()
        : !hidden || graph.compositeOf(node).isPresent();
  }

  private int box(Node node) {
    if (node.op() instanceof Leaf.Stored stored) {
      Look look = stored.role() == Leaf.Role.PARAMETER ? Look.PARAMETER : Look.INPUT;
      String label = Labels.tensor(stored.id(), node.shape());
      return picture.box(node, look, List.of(label), target.apply(node));
    }
    List<String> lines = new ArrayList<>();
    String function =
        graph.compositeOf(node).map(Composite::function).orElseGet(() -> node.op().opName());
    String name = terms.getOrDefault(node, graph.givenNameOf(node).orElse(""));
    lines.add(name.isEmpty() ? function : name + " = " + function);
    if (!node.isScalar()) {
      lines.add(Labels.shape(node.shape()));
    }
    return picture.box(
        node, terms.containsKey(node) ? Look.TERM : Look.VALUE, lines, target.apply(node));
  }
}
