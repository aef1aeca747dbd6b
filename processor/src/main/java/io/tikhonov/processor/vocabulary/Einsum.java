package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Einstein summation. Operands are contracted from left to right, each pair as a (stacked) matrix
 * product where it has a letter to sum over and a free one, otherwise by multiplying and summing.
 */
final class Einsum {
  private final Call call;
  private final Graph graph;
  private final Map<Character, Poly> sizes = new HashMap<>();
  private final Map<Character, Integer> firstUse = new HashMap<>();

  /** A tensor whose axes have letters, each once. */
  private record Term(String letters, Node node) {}

  Einsum(Call call) {
    this.call = call;
    this.graph = call.graph();
  }

  Node evaluate() {
    String formula = call.text(0).replace(" ", "");
    int arrow = formula.indexOf("->");
    if (arrow < 0) {
      throw problem("has no \"->\" with the letters of the result after it");
    }
    String[] operands = formula.substring(0, arrow).split(",", -1);
    String output = formula.substring(arrow + 2);
    if (operands.length != call.count() - 1) {
      throw problem(
          "names %d operands, but %d are given".formatted(operands.length, call.count() - 1));
    }
    for (int i = 0; i < operands.length; i++) {
      readSizes(operands[i], i + 1);
    }
    checkOutput(output);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      terms.add(withoutRepeats(operands[i], call.node(i + 1)));
    }
    Term result = terms.get(0);
    for (int i = 1; i < terms.size(); i++) {
      StringBuilder needed = new StringBuilder(output);
      terms.subList(i + 1, terms.size()).forEach(later -> needed.append(later.letters()));
      result = contract(result, terms.get(i), needed.toString());
    }
    result = sumOut(result, output);
    return ordered(result, output).node();
  }

  private DiagnosticException problem(String what) {
    return call.problem(
        Rule.BAD_EINSUM,
        0,
        "einsum: \"%s\" %s. Write one letter for each axis, such as \"ij,jk->ik\"."
            .formatted(call.text(0), what));
  }

  private void readSizes(String letters, int argument) {
    Shape shape = call.node(argument).shape();
    if (letters.length() != shape.rank()) {
      throw problem(
          "has %d letters for %s, which is %s"
              .formatted(letters.length(), call.source(argument), Shapes.describe(shape)));
    }
    for (int axis = 0; axis < letters.length(); axis++) {
      char letter = letters.charAt(axis);
      if (!Character.isLetter(letter)) {
        throw problem("has '%c', which is not a letter".formatted(letter));
      }
      Poly known = sizes.putIfAbsent(letter, shape.dim(axis));
      int first = firstUse.computeIfAbsent(letter, l -> argument);
      if (known != null && !known.equals(shape.dim(axis))) {
        throw Shapes.different(
            call,
            call.node(first),
            call.source(first),
            known,
            call.node(argument),
            call.source(argument),
            shape.dim(axis));
      }
    }
  }

  private void checkOutput(String output) {
    for (int i = 0; i < output.length(); i++) {
      char letter = output.charAt(i);
      if (!sizes.containsKey(letter)) {
        throw problem("has '%c' in the result, but in no operand".formatted(letter));
      }
      if (output.indexOf(letter) != i) {
        throw problem("has '%c' twice in the result".formatted(letter));
      }
    }
  }

  /** Takes diagonals until every letter of an operand occurs once. */
  private Term withoutRepeats(String letters, Node node) {
    for (int i = 0; i < letters.length(); i++) {
      int j = letters.indexOf(letters.charAt(i), i + 1);
      if (j < 0) {
        continue;
      }
      if (letters.length() == 2) {
        return new Term(letters.substring(0, 1), graph.node(new Views.Diagonal(), node));
      }
      // On the diagonal of axes i and j the identity is 1: keep it and sum over axis j.
      Shape shape = node.shape();
      List<Poly> dims = new ArrayList<>();
      for (int axis = 0; axis < shape.rank(); axis++) {
        dims.add(axis == i || axis == j ? shape.dim(axis) : Poly.ONE);
      }
      Node eye = graph.eye(Shape.of(shape.dim(i), shape.dim(j)));
      Node mask = graph.broadcast(graph.reshape(eye, new Shape(dims)), shape);
      Node diagonal = graph.where(mask, node, graph.literal(0));
      String rest = letters.substring(0, j) + letters.substring(j + 1);
      return withoutRepeats(rest, graph.sum(diagonal, List.of(j)));
    }
    return new Term(letters, node);
  }

  /** Sums over the letters that nothing needs any more. */
  private Term sumOut(Term term, String needed) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < term.letters().length(); axis++) {
      if (needed.indexOf(term.letters().charAt(axis)) < 0) {
        axes.add(axis);
      }
    }
    return new Term(keep(term.letters(), needed, true), graph.sum(term.node(), axes));
  }

  private Term contract(Term left, Term right, String needed) {
    Term a = sumOut(left, needed + right.letters());
    Term b = sumOut(right, needed + left.letters());
    String shared = keep(a.letters(), b.letters(), true);
    String stack = keep(shared, needed, true);
    String summed = keep(shared, needed, false);
    String rows = keep(a.letters(), shared, false);
    String columns = keep(b.letters(), shared, false);
    if (summed.isEmpty() || (rows.isEmpty() && columns.isEmpty())) {
      return multiply(a, b, needed);
    }
    Node x = matrix(a, stack, rows, summed);
    Node y = matrix(b, stack, summed, columns);
    String letters = stack + rows + columns;
    return new Term(letters, graph.reshape(graph.matmul(x, y), shapeOf(letters)));
  }

  /** A (stack of) matrices whose rows and columns are groups of letters. */
  private Node matrix(Term term, String stack, String rows, String columns) {
    Node node = ordered(term, stack + rows + columns).node();
    List<Poly> dims = new ArrayList<>();
    if (!stack.isEmpty()) {
      dims.add(shapeOf(stack).volume());
    }
    dims.add(shapeOf(rows).volume());
    dims.add(shapeOf(columns).volume());
    return graph.reshape(node, new Shape(dims));
  }

  private Term multiply(Term a, Term b, String needed) {
    String all = a.letters() + keep(b.letters(), a.letters(), false);
    return sumOut(new Term(all, graph.mul(spread(a, all), spread(b, all))), needed);
  }

  /** The tensor broadcast to all letters. */
  private Node spread(Term term, String all) {
    Node node = ordered(term, keep(all, term.letters(), true)).node();
    List<Poly> dims =
        all.chars()
            .mapToObj(c -> term.letters().indexOf(c) < 0 ? Poly.ONE : sizes.get((char) c))
            .toList();
    return graph.broadcast(graph.reshape(node, new Shape(dims)), shapeOf(all));
  }

  private Term ordered(Term term, String order) {
    List<Integer> axes = order.chars().mapToObj(term.letters()::indexOf).toList();
    return new Term(order, graph.transpose(term.node(), axes));
  }

  private Shape shapeOf(String letters) {
    return new Shape(letters.chars().mapToObj(c -> sizes.get((char) c)).toList());
  }

  /** The letters that occur in {@code other}, or those that do not. */
  private static String keep(String letters, String other, boolean present) {
    return letters
        .chars()
        .filter(c -> (other.indexOf(c) >= 0) == present)
        .mapToObj(c -> String.valueOf((char) c))
        .collect(Collectors.joining());
  }
}
