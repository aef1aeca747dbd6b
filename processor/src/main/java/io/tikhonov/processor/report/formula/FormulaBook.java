package io.tikhonov.processor.report.formula;

import io.tikhonov.processor.ir.Derivative;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of an objective as a list of short definitions.
 *
 * <p>What the user gave a name has a definition under that name. Besides, values get a symbol if
 * they are used more than once and are more than a name, or if a formula would grow too long.
 * Derivatives are called after what they are derivatives by.
 */
public final class FormulaBook {
  /** The part of the objective that is differentiated. */
  public static final String OBJECTIVE = "ℒ";

  /** A formula with more operations is cut, and its larger parts get symbols. */
  private static final int LONGEST = 10;

  private static final int LONGEST_EXPANSION = 120;

  private static final String DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** A part that is used more than once gets a symbol from so many operations on. */
  private static final int SHARED = 2;

  /**
   * A definition.
   *
   * @param id the place on the page, for links
   * @param left what is defined
   * @param right its value
   * @param expansion the call on the right written out; null if there is nothing to add
   * @param origin where it stands in the source
   * @param derivative true for what a reverse sweep computes
   */
  public record Definition(
      String id,
      Formula left,
      Formula right,
      Formula expansion,
      Origin origin,
      boolean derivative) {}

  private final Graph graph;
  private final FormulaWriter writer;
  private final Set<Node> objectives;
  private final Set<String> rootNames;
  private final Map<Node, Integer> uses = new HashMap<>();
  private final Map<Node, Integer> sizes = new HashMap<>();
  private final Map<Node, String> names = new LinkedHashMap<>();
  private final Map<Node, Formula> lefts = new HashMap<>();
  private final Map<Node, String> ids = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<String> takenIds = new HashSet<>();
  private final List<Node> defined = new ArrayList<>();
  private int symbols;
  private int deltas;

  /**
   * @param roots values that get a definition in any case, with their names
   * @param gradients the derivatives of the objective by the parameters
   * @param objectives the scalars that are differentiated to get them
   */
  public FormulaBook(
      Graph graph, Map<Node, String> roots, List<Node> gradients, Set<Node> objectives) {
    this.graph = graph;
    this.objectives = objectives;
    this.rootNames = new HashSet<>(roots.values());
    this.writer = new FormulaWriter(graph, this::reference, this::hasName);
    List<Node> all = new ArrayList<>(roots.keySet());
    all.addAll(gradients);
    List<Node> order = order(all);
    order.forEach(node -> node.inputs().forEach(this::reserve));
    roots.forEach(
        (node, name) -> {
          if (!(node.op() instanceof Leaf)) {
            names.put(node, unique(name));
          }
        });
    for (Node node : order) {
      boolean isGradient = gradients.contains(node);
      for (Node part : writer.parts(node)) {
        uses.merge(part, 1, Integer::sum);
      }
      if (isGradient) {
        uses.merge(node, 1, Integer::sum);
      }
    }
    order.forEach(this::passName);
    for (Node node : order) {
      consider(node, gradients.contains(node));
    }
  }

  /** A name of a repeated or reshaped value goes to the value that formulas show. */
  private void passName(Node node) {
    Node shown = Notation.shown(node);
    boolean passes =
        !shown.equals(node) && !(shown.op() instanceof Leaf) && nameOf(shown).isEmpty();
    if (passes && nameOf(node).isPresent() && !names.containsKey(shown)) {
      names.put(shown, unique(nameOf(node).get()));
    }
  }

  private void reserve(Node node) {
    if (node.op() instanceof Leaf.Stored stored) {
      taken.add(stored.id());
    }
  }

  /** The user's name of a value; sums that make up a term are called after it, but are not it. */
  private Optional<String> nameOf(Node node) {
    return graph.givenNameOf(node).filter(name -> !rootNames.contains(name));
  }

  /** True for a value that has a definition, or will have one for its name's sake. */
  private boolean hasName(Node node) {
    return lefts.containsKey(node) || names.containsKey(node) || nameOf(node).isPresent();
  }

  /** The definitions, each after those that it refers to. */
  public List<Definition> definitions() {
    List<Definition> definitions = new ArrayList<>();
    for (Node node : defined) {
      definitions.add(
          new Definition(
              ids.get(node),
              lefts.get(node),
              writer.write(node),
              expansion(node),
              node.origin(),
              isDerivative(node)));
    }
    return definitions;
  }

  /** A term that is one call is written out besides, unless that gets long. */
  private Formula expansion(Node node) {
    boolean isTerm = rootNames.contains(names.getOrDefault(node, ""));
    if (!isTerm || !(writer.write(node) instanceof Formula.Call)) {
      return null;
    }
    Formula expansion = writer.expansion(node);
    return PlainText.of(expansion).length() <= LONGEST_EXPANSION ? expansion : null;
  }

  /** The place of a value's definition, if it has one. */
  public Optional<String> idOf(Node node) {
    return Optional.ofNullable(ids.get(node));
  }

  /** Everything that formulas show on the way to the roots, inputs before users. */
  private List<Node> order(List<Node> roots) {
    Set<Node> seen = new HashSet<>();
    List<Node> stack = new ArrayList<>(roots);
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (seen.add(node)) {
        stack.addAll(writer.parts(node));
      }
    }
    List<Node> order = new ArrayList<>(seen);
    order.sort(Comparator.comparingInt(Node::id));
    return order;
  }

  private void consider(Node node, boolean gradient) {
    Node shown = Notation.shown(node);
    if (gradient && !shown.equals(node)) {
      define(node, isDerivative(node));
      sizes.put(node, 0);
      return;
    } else if (node.op() instanceof Leaf || !shown.equals(node)) {
      sizes.put(node, sizes.getOrDefault(shown, 0));
      return;
    }
    int size = writer.weight(node);
    for (Node part : writer.parts(node)) {
      size += sizes.getOrDefault(part, 0);
    }
    boolean derivative = isDerivative(node);
    boolean named = names.containsKey(node) || (!derivative && nameOf(node).isPresent());
    boolean shared = uses.getOrDefault(node, 0) > 1 && size >= SHARED;
    boolean derivativeByName = derivative && isKnown(derivativeOf(node).by());
    boolean wanted = named || gradient || shared || derivativeByName || size > LONGEST;
    if (names.containsKey(node) || (size > 0 && wanted)) {
      define(node, derivative);
      sizes.put(node, 0);
    } else {
      sizes.put(node, size);
    }
  }

  private boolean isDerivative(Node node) {
    return nameOf(node).isEmpty()
        && graph.derivativeOf(node).filter(it -> objectives.contains(it.of())).isPresent();
  }

  private Derivative derivativeOf(Node node) {
    return graph.derivativeOf(node).orElseThrow();
  }

  /** True if a value can be called by a name. */
  private boolean isKnown(Node node) {
    return node.op() instanceof Leaf.Stored || names.containsKey(node);
  }

  private void define(Node node, boolean derivative) {
    if (derivative && isKnown(derivativeOf(node).by())) {
      Node by = derivativeOf(node).by();
      String name = by.op() instanceof Leaf.Stored stored ? stored.id() : names.get(by);
      ids.put(node, id("d-" + name));
      lefts.put(node, partial(name, ""));
    } else {
      String name =
          names.computeIfAbsent(
              node,
              key ->
                  nameOf(key)
                      .filter(it -> !derivative)
                      .map(this::unique)
                      .orElseGet(() -> symbol(derivative)));
      ids.put(node, id("v-" + name));
      lefts.put(node, new Formula.Name(name));
    }
    defined.add(node);
  }

  private static Formula partial(String by, String target) {
    Formula name = target.isEmpty() ? new Formula.Name(by) : new Formula.Reference(by, target);
    return new Formula.Partial(new Formula.Name(OBJECTIVE), name);
  }

  /** How other formulas refer to a value; null if they write it out. */
  private Formula reference(Node node) {
    Formula left = lefts.get(node);
    if (left instanceof Formula.Partial partial) {
      return partial(PlainText.of(partial.by()), ids.get(node));
    } else if (left instanceof Formula.Name name) {
      return new Formula.Reference(name.text(), ids.get(node));
    }
    return null;
  }

  private String symbol(boolean derivative) {
    return unique(derivative ? "δ" + ++deltas : "z" + ++symbols);
  }

  /** Values of one name, such as those of a loop, are told apart by marks. */
  private String unique(String wish) {
    String name = wish;
    for (int i = 2; !taken.add(name); i++) {
      name = wish + (i <= 3 ? "′".repeat(i - 1) : "⁽" + superscript(i) + "⁾");
    }
    return name;
  }

  private static String superscript(int number) {
    StringBuilder text = new StringBuilder();
    Integer.toString(number).chars().forEach(c -> text.append(DIGITS.charAt(c - '0')));
    return text.toString();
  }

  private String id(String wish) {
    String plain = wish.replace('′', '_').replaceAll("[^\\p{L}\\p{N}_.-]", "-");
    String id = plain;
    for (int i = 2; !takenIds.add(id); i++) {
      id = plain + "-" + i;
    }
    return id;
  }
}
