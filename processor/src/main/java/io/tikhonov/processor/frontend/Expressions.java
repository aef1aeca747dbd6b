package io.tikhonov.processor.frontend;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.vocabulary.Value;
import io.tikhonov.processor.vocabulary.Value.OfConstant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.TypeKind;

/** Evaluates the expressions of a body, except calls and names. */
final class Expressions {
  private final Evaluator evaluator;

  Expressions(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The value of an expression; never {@link Value.Unknown}. */
  Value evaluate(TreePath path, Frame frame) {
    Value value = dispatch(path, frame);
    if (value instanceof Value.Unknown) {
      throw Poisoned.INSTANCE;
    }
    return value;
  }

  private Value dispatch(TreePath path, Frame frame) {
    Tree tree = path.getLeaf();
    if (tree instanceof ParenthesizedTree parenthesized) {
      return evaluate(child(path, parenthesized.getExpression()), frame);
    } else if (tree instanceof LiteralTree literal) {
      return literal(path, literal, frame);
    } else if (tree instanceof IdentifierTree identifier) {
      return identifier(path, identifier, frame);
    } else if (tree instanceof MemberSelectTree select) {
      return select(path, select, frame);
    } else if (tree instanceof MethodInvocationTree call) {
      return evaluator.calls().evaluate(path, call, frame);
    } else if (tree instanceof BinaryTree binary) {
      return binary(path, binary, frame);
    } else if (tree instanceof UnaryTree unary) {
      return unary(path, unary, frame);
    } else if (tree instanceof ConditionalExpressionTree conditional) {
      return conditional(path, conditional, frame);
    } else if (tree instanceof TypeCastTree cast) {
      return cast(path, cast, frame);
    } else if (tree instanceof NewArrayTree array) {
      return array(path, array, frame);
    } else if (tree instanceof ArrayAccessTree access) {
      return access(path, access, frame);
    } else if (tree instanceof AssignmentTree assignment) {
      return assign(path, assignment, frame);
    } else if (tree instanceof CompoundAssignmentTree compound) {
      return assign(path, compound, frame);
    }
    return further(path, tree, frame);
  }

  private Value further(TreePath path, Tree tree, Frame frame) {
    if (tree instanceof SwitchExpressionTree choice) {
      Value value = evaluator.statements().evaluate(path, choice, frame);
      Optional<TypeKind> type = frame.body().names().primitiveType(path);
      return type.isPresent() ? evaluator.convert(value, type.get(), tree, frame) : value;
    }
    throw Unsupported.expression(tree, frame.body());
  }

  private static TreePath child(TreePath path, Tree tree) {
    return new TreePath(path, tree);
  }

  private Value literal(TreePath path, LiteralTree literal, Frame frame) {
    if (literal.getValue() == null) {
      throw Unsupported.expression(path.getLeaf(), frame.body());
    }
    return OfConstant.of(literal.getValue());
  }

  private Value identifier(TreePath path, IdentifierTree identifier, Frame frame) {
    String name = identifier.getName().toString();
    if (frame.has(name)) {
      return local(path, name, frame);
    }
    return evaluator.fields().read(path, name, frame);
  }

  private static Value local(TreePath path, String name, Frame frame) {
    return frame
        .find(name)
        .orElseThrow(
            () ->
                new DiagnosticException(
                    Rule.NO_VALUE,
                    frame.body().place(path.getLeaf()),
                    "%s has no value here. Give it one where it is declared.".formatted(name)));
  }

  private Value select(TreePath path, MemberSelectTree select, Frame frame) {
    String name = select.getIdentifier().toString();
    if (name.equals("length")
        && select.getExpression() instanceof IdentifierTree array
        && frame.has(array.getName().toString())
        && evaluate(child(path, array), frame) instanceof Value.OfArray elements) {
      return OfConstant.of(elements.elements().size());
    }
    return evaluator.fields().read(path, name, frame);
  }

  private Value binary(TreePath path, BinaryTree binary, Frame frame) {
    Tree.Kind kind = binary.getKind();
    Value left = evaluate(child(path, binary.getLeftOperand()), frame);
    boolean shortCircuit =
        left instanceof OfConstant constant
            && ((kind == Tree.Kind.CONDITIONAL_AND && Boolean.FALSE.equals(constant.value()))
                || (kind == Tree.Kind.CONDITIONAL_OR && Boolean.TRUE.equals(constant.value())));
    if (shortCircuit) {
      return left;
    }
    Value right = evaluate(child(path, binary.getRightOperand()), frame);
    return combine(kind, binary, binary.getLeftOperand(), left, right, frame);
  }

  /** A binary operator on values; {@code tree} is the operation, for messages. */
  private Value combine(
      Tree.Kind kind, Tree tree, ExpressionTree leftTree, Value left, Value right, Frame frame) {
    if (left instanceof OfConstant a && right instanceof OfConstant b) {
      Object x = promoted(a, b, kind);
      Object y = promoted(b, a, kind);
      Optional<Object> result = Arithmetic.constant(kind, x, y);
      if (result.isPresent()) {
        return new OfConstant(result.get(), division(kind, tree, leftTree, a, b, frame));
      }
      throw Unsupported.operator(tree, left, right, frame.body());
    }
    boolean scalars =
        (left instanceof Value.OfScalar || left instanceof OfConstant)
            && (right instanceof Value.OfScalar || right instanceof OfConstant);
    if (scalars) {
      Optional<Value> result =
          Arithmetic.symbolic(
                  evaluator.graph(),
                  kind,
                  evaluator.scalar(left, tree, frame),
                  evaluator.scalar(right, tree, frame))
              .map(Value.OfScalar::new);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw Unsupported.operator(tree, left, right, frame.body());
  }

  /** An integer quotient that meets a double is used as a double. */
  private Object promoted(OfConstant value, OfConstant other, Tree.Kind kind) {
    boolean meetsDouble = other.value() instanceof Double || other.value() instanceof Float;
    if (value.division() != null && meetsDouble) {
      boolean factor = kind == Tree.Kind.MULTIPLY;
      evaluator.warnOfDivision(value.division(), factor ? String.valueOf(other.value()) : null);
    }
    return value.value();
  }

  private static Value.Division division(
      Tree.Kind kind, Tree tree, ExpressionTree leftTree, OfConstant a, OfConstant b, Frame frame) {
    Number x = Arithmetic.number(a.value());
    Number y = Arithmetic.number(b.value());
    boolean integers = isIntegral(x) && isIntegral(y);
    if (!integers) {
      return null;
    }
    if (kind == Tree.Kind.DIVIDE && x.longValue() % y.longValue() != 0) {
      String source = frame.body().text(tree);
      String left = frame.body().text(leftTree);
      boolean literal = leftTree instanceof LiteralTree;
      String remedy =
          literal ? left + ".0" + source.substring(left.length()) : "(double) " + source;
      return new Value.Division(
          frame.body().place(tree), source, x.longValue() / y.longValue(), remedy);
    }
    // 3 * (1 / 2) loses as much as 1 / 2 does.
    return a.division() != null ? a.division() : b.division();
  }

  private static boolean isIntegral(Number number) {
    return number != null && !(number instanceof Double) && !(number instanceof Float);
  }

  private Value unary(TreePath path, UnaryTree unary, Frame frame) {
    switch (unary.getKind()) {
      case POSTFIX_INCREMENT, PREFIX_INCREMENT, POSTFIX_DECREMENT, PREFIX_DECREMENT -> {
        return step(path, unary, frame);
      }
      default -> {
        Value value = evaluate(child(path, unary.getExpression()), frame);
        if (value instanceof OfConstant constant) {
          Optional<Object> result = Arithmetic.unary(unary.getKind(), constant.value());
          if (result.isPresent()) {
            return new OfConstant(result.get(), constant.division());
          }
        } else if (value instanceof Value.OfScalar scalar) {
          if (unary.getKind() == Tree.Kind.UNARY_MINUS) {
            return new Value.OfScalar(evaluator.graph().neg(scalar.node()));
          } else if (unary.getKind() == Tree.Kind.UNARY_PLUS) {
            return value;
          }
        }
        throw Unsupported.operator(unary, value, value, frame.body());
      }
    }
  }

  private Value step(TreePath path, UnaryTree unary, Frame frame) {
    boolean up =
        unary.getKind() == Tree.Kind.POSTFIX_INCREMENT
            || unary.getKind() == Tree.Kind.PREFIX_INCREMENT;
    boolean before =
        unary.getKind() == Tree.Kind.PREFIX_INCREMENT
            || unary.getKind() == Tree.Kind.PREFIX_DECREMENT;
    String name = variable(unary.getExpression(), unary, frame);
    Value old = local(path, name, frame);
    Tree.Kind kind = up ? Tree.Kind.PLUS : Tree.Kind.MINUS;
    Value changed =
        keepType(old, combine(kind, unary, unary.getExpression(), old, OfConstant.of(1), frame));
    frame.assign(name, changed);
    return before ? changed : old;
  }

  /** Compound assignments and steps convert back to the type of the variable. */
  private static Value keepType(Value old, Value changed) {
    if (old instanceof OfConstant a
        && changed instanceof OfConstant b
        && Arithmetic.number(a.value()) != null) {
      TypeKind kind =
          switch (a.value().getClass().getSimpleName()) {
            case "Integer" -> TypeKind.INT;
            case "Long" -> TypeKind.LONG;
            case "Float" -> TypeKind.FLOAT;
            case "Short" -> TypeKind.SHORT;
            case "Byte" -> TypeKind.BYTE;
            case "Character" -> TypeKind.CHAR;
            default -> TypeKind.DOUBLE;
          };
      return OfConstant.of(Arithmetic.convert(b.value(), kind));
    }
    return changed;
  }

  private Value conditional(TreePath path, ConditionalExpressionTree tree, Frame frame) {
    boolean condition = condition(child(path, tree.getCondition()), frame);
    ExpressionTree chosen = condition ? tree.getTrueExpression() : tree.getFalseExpression();
    Value value = evaluate(child(path, chosen), frame);
    Optional<TypeKind> type = frame.body().names().primitiveType(path);
    return type.isPresent() ? evaluator.convert(value, type.get(), chosen, frame) : value;
  }

  /** A condition must be known now. */
  boolean condition(TreePath path, Frame frame) {
    Value value = evaluate(path, frame);
    if (value instanceof OfConstant constant && constant.value() instanceof Boolean truth) {
      return truth;
    }
    throw Unsupported.condition(path.getLeaf(), value, frame.body());
  }

  private Value cast(TreePath path, TypeCastTree cast, Frame frame) {
    Value value = evaluate(child(path, cast.getExpression()), frame);
    if (value instanceof OfConstant constant
        && cast.getType() instanceof PrimitiveTypeTree primitive) {
      if (constant.division() != null && primitive.getPrimitiveTypeKind() == TypeKind.DOUBLE) {
        evaluator.warnOfDivision(constant.division(), null);
      }
      return OfConstant.of(Arithmetic.convert(constant.value(), primitive.getPrimitiveTypeKind()));
    } else if (value instanceof OfConstant && !(cast.getType() instanceof PrimitiveTypeTree)) {
      return value;
    } else if (value instanceof Value.OfScalar
        && cast.getType() instanceof PrimitiveTypeTree primitive
        && primitive.getPrimitiveTypeKind() == TypeKind.DOUBLE) {
      return value;
    }
    throw Unsupported.cast(cast, value, frame.body());
  }

  private Value array(TreePath path, NewArrayTree tree, Frame frame) {
    if (tree.getInitializers() == null) {
      throw Unsupported.expression(tree, frame.body());
    }
    List<Value> elements = new ArrayList<>();
    for (ExpressionTree initializer : tree.getInitializers()) {
      Value element = evaluate(child(path, initializer), frame);
      if (!(element instanceof OfConstant)) {
        throw Unsupported.expression(tree, frame.body());
      }
      elements.add(element);
    }
    return new Value.OfArray(elements);
  }

  private Value access(TreePath path, ArrayAccessTree access, Frame frame) {
    Value array = evaluate(child(path, access.getExpression()), frame);
    Value index = evaluate(child(path, access.getIndex()), frame);
    if (array instanceof Value.OfArray elements
        && index instanceof OfConstant constant
        && Arithmetic.number(constant.value()) != null) {
      int i = Arithmetic.number(constant.value()).intValue();
      if (i >= 0 && i < elements.elements().size()) {
        return elements.elements().get(i);
      }
      throw new DiagnosticException(
          Rule.NO_VALUE,
          frame.body().place(access.getIndex()),
          "The index %d is outside of %s, which has %d elements."
              .formatted(i, frame.body().text(access.getExpression()), elements.elements().size()));
    }
    throw Unsupported.expression(access, frame.body());
  }

  private Value assign(TreePath path, AssignmentTree tree, Frame frame) {
    String name = variable(tree.getVariable(), tree, frame);
    Value value = evaluate(child(path, tree.getExpression()), frame);
    Optional<TypeKind> type = frame.body().names().primitiveType(child(path, tree.getVariable()));
    Value converted =
        type.isPresent()
            ? evaluator.convert(value, type.get(), tree.getExpression(), frame)
            : value;
    return evaluator.assign(name, converted, frame);
  }

  private Value assign(TreePath path, CompoundAssignmentTree tree, Frame frame) {
    String name = variable(tree.getVariable(), tree, frame);
    Value old = local(path, name, frame);
    Value value = evaluate(child(path, tree.getExpression()), frame);
    Tree.Kind kind =
        Arithmetic.operatorOf(tree.getKind())
            .orElseThrow(() -> Unsupported.expression(tree, frame.body()));
    ExpressionTree variable = tree.getVariable();
    Value changed = keepType(old, combine(kind, tree, variable, old, value, frame));
    return evaluator.assign(name, changed, frame);
  }

  /** The local variable that an assignment changes. */
  private String variable(ExpressionTree target, Tree assignment, Frame frame) {
    if (target instanceof IdentifierTree identifier && frame.has(identifier.getName().toString())) {
      return identifier.getName().toString();
    }
    evaluator.fieldIsAssigned(Calls.lastName(target));
    throw Unsupported.fieldAssignment(assignment, target, frame.body());
  }
}
