package io.tikhonov.processor.frontend;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import javax.lang.model.element.VariableElement;

/**
 * Integer divisions with a remainder in the value of an annotation, which is a constant and so is
 * not evaluated as the expressions of a body are.
 */
final class IntegerQuotients {
  private final Sources sources;

  IntegerQuotients(Sources sources) {
    this.sources = sources;
  }

  /** A division and its result. */
  record Quotient(BinaryTree division, long value) {}

  /** The first such division in an expression. */
  Optional<Quotient> find(TreePath path) {
    Tree tree = path.getLeaf();
    if (tree instanceof ParenthesizedTree parenthesized) {
      return find(child(path, parenthesized.getExpression()));
    } else if (tree instanceof UnaryTree unary) {
      return find(child(path, unary.getExpression()));
    } else if (tree instanceof BinaryTree binary) {
      return division(path, binary)
          .or(() -> find(child(path, binary.getLeftOperand())))
          .or(() -> find(child(path, binary.getRightOperand())));
    }
    return Optional.empty();
  }

  private Optional<Quotient> division(TreePath path, BinaryTree binary) {
    if (binary.getKind() != Tree.Kind.DIVIDE) {
      return Optional.empty();
    }
    Optional<Long> left = integer(child(path, binary.getLeftOperand()));
    Optional<Long> right = integer(child(path, binary.getRightOperand()));
    boolean inexact =
        left.isPresent() && right.isPresent() && right.get() != 0 && left.get() % right.get() != 0;
    return inexact ? Optional.of(new Quotient(binary, left.get() / right.get())) : Optional.empty();
  }

  /** The value of an integer constant. */
  private Optional<Long> integer(TreePath path) {
    Tree tree = path.getLeaf();
    if (tree instanceof ParenthesizedTree parenthesized) {
      return integer(child(path, parenthesized.getExpression()));
    } else if (tree instanceof LiteralTree literal) {
      return integer(literal.getValue());
    } else if (tree instanceof UnaryTree unary) {
      return integer(child(path, unary.getExpression()))
          .flatMap(value -> Arithmetic.unary(unary.getKind(), value))
          .flatMap(IntegerQuotients::integer);
    } else if (tree instanceof BinaryTree binary) {
      Optional<Long> left = integer(child(path, binary.getLeftOperand()));
      Optional<Long> right = integer(child(path, binary.getRightOperand()));
      return left.isPresent() && right.isPresent()
          ? Arithmetic.constant(binary.getKind(), left.get(), right.get())
              .flatMap(IntegerQuotients::integer)
          : Optional.empty();
    }
    return sources.trees().getElement(path) instanceof VariableElement variable
        ? integer(variable.getConstantValue())
        : Optional.empty();
  }

  private static Optional<Long> integer(Object value) {
    return value instanceof Integer || value instanceof Long
        ? Optional.of(((Number) value).longValue())
        : Optional.empty();
  }

  private static TreePath child(TreePath path, ExpressionTree tree) {
    return new TreePath(path, tree);
  }
}
