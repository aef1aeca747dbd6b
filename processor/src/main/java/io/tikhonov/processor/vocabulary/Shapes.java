package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Broadcasting;
import io.tikhonov.processor.ir.IrException;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shape rules that several functions share, with messages that name the operands. */
final class Shapes {

  private Shapes() {}

  /** Checks that the operands broadcast to one shape; warns of accidental tables of pairs. */
  static void meet(Call call, int first, int end) {
    Node common = null;
    int named = first;
    for (int i = first; i < end; i++) {
      Node next = call.node(i);
      if (common != null) {
        meet(call, common, call.source(named), next, call.source(i));
        if (next.shape().rank() <= common.shape().rank()) {
          continue;
        }
      }
      common = next;
      named = i;
    }
  }

  private static void meet(Call call, Node a, String aText, Node b, String bText) {
    Shape result;
    try {
      result = Broadcasting.common(a.shape(), b.shape());
    } catch (IrException e) {
      throw mismatch(call, a, aText, b, bText, e);
    }
    Set<Poly> seen = new HashSet<>();
    for (Poly dim : result.dims()) {
      boolean accident =
          !dim.isConstant()
              && !seen.add(dim)
              && a.shape().rank() != b.shape().rank()
              && !hasTwice(a.shape(), dim)
              && !hasTwice(b.shape(), dim);
      if (accident) {
        warnOfTable(call, a.shape(), b.shape(), result);
        return;
      }
    }
  }

  private static void warnOfTable(Call call, Shape a, Shape b, Shape result) {
    Shape shorter = a.rank() < b.rank() ? a : b;
    call.session()
        .report(
            Rule.ACCIDENTAL_TABLE,
            null,
            "%s: %s and %s broadcast to %s, every prediction against every target. Remove the 1 with"
                    .formatted(call.source(), a, b, result)
                + " sum(..., -1), or reshape one operand to %s if the table of pairs is meant."
                    .formatted(shorter.insert(0, Poly.ONE)));
  }

  private static boolean hasTwice(Shape shape, Poly dim) {
    return shape.dims().stream().filter(dim::equals).count() > 1;
  }

  private static DiagnosticException mismatch(
      Call call, Node a, String aText, Node b, String bText, IrException cause) {
    int ranks = Math.min(a.shape().rank(), b.shape().rank());
    for (int back = 1; back <= ranks; back++) {
      Poly left = a.shape().dim(a.shape().rank() - back);
      Poly right = b.shape().dim(b.shape().rank() - back);
      if (!left.isConstant(1) && !right.isConstant(1) && !left.equals(right)) {
        return different(call, a, aText, left, b, bText, right);
      }
    }
    return call.problem(Rule.DIMENSION_MISMATCH, cause.getMessage());
  }

  /** The error for two dimensions that must be equal. */
  static DiagnosticException different(
      Call call, Node a, String aText, Poly left, Node b, String bText, Poly right) {
    return call.problem(
        Rule.DIMENSION_MISMATCH,
        "%s: %s is %s and %s is %s; %s and %s must be the same dimension.%s"
            .formatted(
                call.name(),
                aText,
                a.shape(),
                bText,
                b.shape(),
                left,
                right,
                call.session().provenance(a, left, b, right)));
  }

  /** Fails unless two dimensions of arguments are equal. */
  static void same(Call call, int i, Poly left, int j, Poly right) {
    if (!left.equals(right)) {
      throw different(
          call, call.node(i), call.source(i), left, call.node(j), call.source(j), right);
    }
  }

  /** Fails unless the argument has this rank. */
  static Node rank(Call call, int i, int rank, String what) {
    Node x = call.node(i);
    if (x.shape().rank() != rank) {
      throw call.problem(
          Rule.WRONG_RANK,
          i,
          "%s needs %s, but %s is %s."
              .formatted(call.name(), what, call.source(i), describe(x.shape())));
    }
    return x;
  }

  /** Fails unless the argument is a square matrix. */
  static Node square(Call call, int i) {
    Node x = rank(call, i, 2, "a square matrix");
    if (!x.shape().dim(0).equals(x.shape().dim(1))) {
      throw call.problem(
          Rule.WRONG_RANK,
          i,
          "%s needs a square matrix, but %s is %s."
              .formatted(call.name(), call.source(i), x.shape()));
    }
    return x;
  }

  static String describe(Shape shape) {
    return shape.isScalar() ? "a scalar" : shape.toString();
  }

  /** The leading part of a shape. */
  static List<Poly> leading(Shape shape, int count) {
    return shape.dims().subList(0, count);
  }
}
