package io.tikhonov.processor.report.picture;

import io.tikhonov.processor.ir.Composite;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.report.picture.Picture.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  /** With more boxes than this, long arrows are told in words. */
  private static final int FEW = 24;

  private static final int LONGEST_ARROW = 3;

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
    int[] ranks = ranks(nodes);
    Map<Node, Integer> boxes = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<Node> near = new ArrayList<>();
      List<String> told = new ArrayList<>();
      for (Node source : sources(node)) {
        boolean far = ranks[i] - ranks[nodes.indexOf(source)] > LONGEST_ARROW;
        if (far && isCrowded(nodes) && !title(source).isEmpty()) {
          told.add(title(source));
        } else {
          near.add(source);
        }
      }
      boxes.put(node, box(node, told));
      near.forEach(source -> picture.arrow(boxes.get(source), boxes.get(node)));
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

  /** In a large picture long arrows would hide the rest. */
  private static boolean isCrowded(List<Node> nodes) {
    return nodes.size() > FEW;
  }

  private int[] ranks(List<Node> nodes) {
    List<Picture.Arrow> arrows = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (Node source : sources(nodes.get(i))) {
        arrows.add(new Picture.Arrow(nodes.indexOf(source), i));
      }
    }
    return Ranks.of(nodes.size(), arrows);
  }

  /** What a value is called; empty if it has no name. */
  private String title(Node node) {
    return node.op() instanceof Leaf.Stored stored
        ? stored.id()
        : terms.getOrDefault(node, graph.givenNameOf(node).orElse(""));
  }

  /**
   * All values that are shown, those that a value is made of before it. The order of their numbers
   * is not enough: a value that stands for a whole function is made before parts of it are used
   * again.
   */
  private List<Node> reachable() {
    sources.clear();
    Set<Node> ordered = new LinkedHashSet<>();
    Set<Node> begun = new HashSet<>();
    List<Node> roots = new ArrayList<>(terms.keySet());
    roots.sort(Comparator.comparingInt(Node::id));
    Deque<Node> stack = new ArrayDeque<>(roots);
    while (!stack.isEmpty()) {
      Node node = stack.getLast();
      boolean first = begun.add(node);
      if (first) {
        sources(node).stream().filter(source -> !begun.contains(source)).forEach(stack::addLast);
      }
      if (!first || stack.getLast().equals(node)) {
        stack.removeLast();
        ordered.add(node);
      }
    }
    return List.copyOf(ordered);
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

  /**
   * @param told the sources without an arrow
   */
  private int box(Node node, List<String> told) {
    if (node.op() instanceof Leaf.Stored stored) {
      Look look = stored.role() == Leaf.Role.PARAMETER ? Look.PARAMETER : Look.INPUT;
      String label = Labels.tensor(stored.id(), node.shape());
      return picture.box(node, look, List.of(label), target.apply(node));
    }
    List<String> lines = new ArrayList<>();
    String function =
        graph.compositeOf(node).map(Composite::function).orElseGet(() -> node.op().opName());
    String name = title(node);
    lines.add(name.isEmpty() ? function : name + " = " + function);
    if (!told.isEmpty()) {
      lines.add("of " + String.join(", ", told));
    }
    if (!node.isScalar()) {
      lines.add(Labels.shape(node.shape()));
    }
    return picture.box(
        node, terms.containsKey(node) ? Look.TERM : Look.VALUE, lines, target.apply(node));
  }
}
