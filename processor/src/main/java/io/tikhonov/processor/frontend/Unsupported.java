package io.tikhonov.processor.frontend;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.vocabulary.Value;
import java.util.Locale;

/** The messages for Java that a body cannot contain, each with what to write instead. */
final class Unsupported {
  private static final String COMPILED = "bodies are compiled, not run";

  private Unsupported() {}

  private static DiagnosticException at(Tree tree, Body body, String message) {
    return new DiagnosticException(Rule.UNSUPPORTED_CONSTRUCT, body.place(tree), message);
  }

  static DiagnosticException statement(Tree tree, Body body) {
    return switch (tree.getKind()) {
      case WHILE_LOOP -> loop(tree, body, "A while loop");
      case DO_WHILE_LOOP -> loop(tree, body, "A do loop");
      case ENHANCED_FOR_LOOP -> loop(tree, body, "A for-each loop");
      case TRY -> at(tree, body, "try has no meaning here: %s. Remove it.".formatted(COMPILED));
      case THROW ->
          at(
              tree,
              body,
              "Nothing can be thrown: %s. Wrong input is refused by the generated class already."
                  .formatted(COMPILED));
      case CLASS, INTERFACE, ENUM, RECORD ->
          at(tree, body, "A class cannot be declared in a body. Move it out of the method.");
      default ->
          at(
              tree,
              body,
              ("A %s cannot be compiled. A body may contain local variables, for loops and"
                      + " conditions on constants, and one return.")
                  .formatted(words(tree)));
    };
  }

  private static DiagnosticException loop(Tree tree, Body body, String what) {
    return at(
        tree,
        body,
        what
            + " cannot be unrolled. Write a for loop with constant bounds, such as for (int i = 0;"
            + " i < 3; i++), or iterate(n, start, x -> ...).");
  }

  /** The bound of a loop is not a constant. */
  static DiagnosticException bound(Tree tree, Value value, Body body) {
    return at(
        tree,
        body,
        ("This bound depends on %s, and the loop is unrolled when the class is compiled. Use a"
                + " literal or a static final constant.")
            .formatted(value.kindName()));
  }

  static DiagnosticException endless(Tree tree, Body body) {
    return at(
        tree,
        body,
        "This loop has no condition, so it cannot be unrolled. Write constant bounds, such as for"
            + " (int i = 0; i < 3; i++).");
  }

  static DiagnosticException condition(Tree tree, Value value, Body body) {
    return at(
        tree,
        body,
        "This condition depends on %s, and %s. Write where(greater(x, 1), a, b)."
            .formatted(
                value instanceof Value.OfTensor
                    ? "the tensor " + body.text(tree)
                    : value.kindName(),
                COMPILED));
  }

  static DiagnosticException operator(Tree tree, Value left, Value right, Body body) {
    boolean comparison = tree instanceof BinaryTree && isComparison(tree.getKind());
    boolean tensors = left instanceof Value.OfTensor || right instanceof Value.OfTensor;
    if (comparison && tensors) {
      return comparison(tree, body);
    } else if (comparison) {
      return at(
          tree,
          body,
          "This condition depends on a number that can change between steps, and %s. Compare static"
                  .formatted(COMPILED)
              + " final constants, or write where(greater(x, 1), a, b) with a tensor x.");
    }
    boolean division = tree.getKind() == Tree.Kind.DIVIDE || tree.getKind() == Tree.Kind.REMAINDER;
    if (division
        && right instanceof Value.OfConstant zero
        && Integer.valueOf(0).equals(zero.value())) {
      return at(tree, body, "%s divides an integer by 0.".formatted(body.text(tree)));
    }
    return at(
        tree,
        body,
        "%s: this operator has no meaning for %s and %s here."
            .formatted(body.text(tree), left.kindName(), right.kindName()));
  }

  /** Tensors are compared as Java objects. */
  static DiagnosticException comparison(Tree tree, Body body) {
    return at(
        tree,
        body,
        "%s compares tensors as Java objects, and %s. Write where(greater(a, b), x, y)."
            .formatted(body.text(tree), COMPILED));
  }

  private static boolean isComparison(Tree.Kind kind) {
    return switch (kind) {
      case EQUAL_TO, NOT_EQUAL_TO, LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL ->
          true;
      default -> false;
    };
  }

  static DiagnosticException cast(TypeCastTree cast, Value value, Body body) {
    return at(
        cast,
        body,
        value instanceof Value.OfTensor || value instanceof Value.OfLabels
            ? "%s casts a tensor, which changes nothing: %s. Remove the cast."
                .formatted(body.text(cast), COMPILED)
            : "%s: %s cannot be cast, because its value is not known when the class is compiled."
                .formatted(body.text(cast), body.text(cast.getExpression())));
  }

  static DiagnosticException expression(Tree tree, Body body) {
    if (tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree) {
      return at(
          tree,
          body,
          "A lambda can only be the last argument of iterate(n, start, x -> ...). Write a method"
              + " and call it.");
    } else if (tree instanceof NewClassTree) {
      return at(
          tree,
          body,
          "%s makes an object, and %s.".formatted(body.text(tree), COMPILED)
              + " Only vocabulary functions make tensors.");
    } else if (tree instanceof NewArrayTree) {
      return at(
          tree,
          body,
          "Only arrays of constants, such as new int[] {0, 1}, can be written here. Pass tensors"
              + " one by one.");
    } else if (tree.getKind() == Tree.Kind.NULL_LITERAL) {
      return at(tree, body, "null has no meaning here: every tensor has a value.");
    }
    return at(tree, body, "%s cannot be compiled: %s.".formatted(body.text(tree), words(tree)));
  }

  static DiagnosticException fieldAssignment(Tree tree, ExpressionTree target, Body body) {
    return new DiagnosticException(
        Rule.NO_EFFECT,
        body.place(tree),
        "%s is no local variable, and tensors never change in place: the optimizer sets parameters,"
                .formatted(body.text(target))
            + " and the update method of a @State returns its next value. Remove the assignment.");
  }

  static DiagnosticException recursion(Tree tree, String name, Body body) {
    return at(
        tree,
        body,
        "%s calls itself, and calls are inlined, so this would never end. Write a for loop with"
                .formatted(name)
            + " constant bounds, or iterate(n, start, x -> ...).");
  }

  private static String words(Tree tree) {
    String kind = tree.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return tree instanceof ExpressionTree
        ? "this kind of expression (" + kind + ") is not part of the language"
        : kind + " statement";
  }
}
