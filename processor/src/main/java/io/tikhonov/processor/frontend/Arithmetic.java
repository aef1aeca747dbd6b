package io.tikhonov.processor.frontend;

import com.sun.source.tree.Tree;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.TypeKind;

/** Java's operators on constants, and on doubles that are known only at run time. */
final class Arithmetic {
  private static final Map<Tree.Kind, Elementwise> OPERATIONS =
      Map.of(
          Tree.Kind.PLUS, Elementwise.ADD,
          Tree.Kind.MINUS, Elementwise.SUB,
          Tree.Kind.MULTIPLY, Elementwise.MUL,
          Tree.Kind.DIVIDE, Elementwise.DIV);

  private static final Map<Tree.Kind, Tree.Kind> COMPOUND =
      Map.ofEntries(
          Map.entry(Tree.Kind.PLUS_ASSIGNMENT, Tree.Kind.PLUS),
          Map.entry(Tree.Kind.MINUS_ASSIGNMENT, Tree.Kind.MINUS),
          Map.entry(Tree.Kind.MULTIPLY_ASSIGNMENT, Tree.Kind.MULTIPLY),
          Map.entry(Tree.Kind.DIVIDE_ASSIGNMENT, Tree.Kind.DIVIDE),
          Map.entry(Tree.Kind.REMAINDER_ASSIGNMENT, Tree.Kind.REMAINDER),
          Map.entry(Tree.Kind.AND_ASSIGNMENT, Tree.Kind.AND),
          Map.entry(Tree.Kind.OR_ASSIGNMENT, Tree.Kind.OR),
          Map.entry(Tree.Kind.XOR_ASSIGNMENT, Tree.Kind.XOR),
          Map.entry(Tree.Kind.LEFT_SHIFT_ASSIGNMENT, Tree.Kind.LEFT_SHIFT),
          Map.entry(Tree.Kind.RIGHT_SHIFT_ASSIGNMENT, Tree.Kind.RIGHT_SHIFT),
          Map.entry(Tree.Kind.UNSIGNED_RIGHT_SHIFT_ASSIGNMENT, Tree.Kind.UNSIGNED_RIGHT_SHIFT));

  private static final Set<Tree.Kind> SHIFTS =
      Set.of(Tree.Kind.LEFT_SHIFT, Tree.Kind.RIGHT_SHIFT, Tree.Kind.UNSIGNED_RIGHT_SHIFT);

  private Arithmetic() {}

  /** The operator of a compound assignment. */
  static Optional<Tree.Kind> operatorOf(Tree.Kind compound) {
    return Optional.ofNullable(COMPOUND.get(compound));
  }

  /** A binary operator on two scalars of the run. */
  static Optional<Node> symbolic(Graph graph, Tree.Kind kind, Node left, Node right) {
    return Optional.ofNullable(OPERATIONS.get(kind)).map(op -> graph.apply(op, left, right));
  }

  /** A binary operator on constants, after binary numeric promotion; empty if there is none. */
  static Optional<Object> constant(Tree.Kind kind, Object left, Object right) {
    if (kind == Tree.Kind.PLUS && (left instanceof String || right instanceof String)) {
      return Optional.of(String.valueOf(left) + right);
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return logical(kind, a, b);
    }
    if (kind == Tree.Kind.EQUAL_TO && left instanceof String) {
      return Optional.of(left.equals(right));
    }
    Number a = number(left);
    Number b = number(right);
    if (a == null || b == null) {
      return Optional.empty();
    }
    if (SHIFTS.contains(kind)) {
      return a instanceof Long ? shift(kind, a.longValue(), b) : shift(kind, a.intValue(), b);
    }
    if (a instanceof Double || b instanceof Double) {
      return floating(kind, a.doubleValue(), b.doubleValue());
    } else if (a instanceof Float || b instanceof Float) {
      // Every operation on floats is exact enough in double to round to the same float.
      return floating(kind, a.floatValue(), b.floatValue())
          .map(result -> result instanceof Double wide ? (Object) wide.floatValue() : result);
    } else if (a instanceof Long || b instanceof Long) {
      return integral(kind, a.longValue(), b.longValue());
    }
    return integral(kind, a.intValue(), b.intValue())
        .map(result -> result instanceof Long wide ? (Object) wide.intValue() : result);
  }

  /** The number behind a constant; characters are numbers in Java. */
  static Number number(Object value) {
    return value instanceof Character c ? Integer.valueOf(c) : value instanceof Number n ? n : null;
  }

  private static Optional<Object> logical(Tree.Kind kind, boolean a, boolean b) {
    return switch (kind) {
      case CONDITIONAL_AND, AND -> Optional.of(a && b);
      case CONDITIONAL_OR, OR -> Optional.of(a || b);
      case XOR, NOT_EQUAL_TO -> Optional.of(a != b);
      case EQUAL_TO -> Optional.of(a == b);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> floating(Tree.Kind kind, double a, double b) {
    return switch (kind) {
      case PLUS -> Optional.of(a + b);
      case MINUS -> Optional.of(a - b);
      case MULTIPLY -> Optional.of(a * b);
      case DIVIDE -> Optional.of(a / b);
      case REMAINDER -> Optional.of(a % b);
      case LESS_THAN -> Optional.of(a < b);
      case LESS_THAN_EQUAL -> Optional.of(a <= b);
      case GREATER_THAN -> Optional.of(a > b);
      case GREATER_THAN_EQUAL -> Optional.of(a >= b);
      case EQUAL_TO -> Optional.of(a == b);
      case NOT_EQUAL_TO -> Optional.of(a != b);
      default -> Optional.empty();
    };
  }

  /** The result is cut to int by the caller where both operands are ints. */
  private static Optional<Object> integral(Tree.Kind kind, long a, long b) {
    return switch (kind) {
      case PLUS -> Optional.of(a + b);
      case MINUS -> Optional.of(a - b);
      case MULTIPLY -> Optional.of(a * b);
      case DIVIDE -> b == 0 ? Optional.empty() : Optional.of(a / b);
      case REMAINDER -> b == 0 ? Optional.empty() : Optional.of(a % b);
      case LESS_THAN -> Optional.of(a < b);
      case LESS_THAN_EQUAL -> Optional.of(a <= b);
      case GREATER_THAN -> Optional.of(a > b);
      case GREATER_THAN_EQUAL -> Optional.of(a >= b);
      case EQUAL_TO -> Optional.of(a == b);
      case NOT_EQUAL_TO -> Optional.of(a != b);
      case AND -> Optional.of(a & b);
      case OR -> Optional.of(a | b);
      case XOR -> Optional.of(a ^ b);
      default -> Optional.empty();
    };
  }

  /** Shifts keep the type of their left operand. */
  private static Optional<Object> shift(Tree.Kind kind, long a, Number by) {
    int b = by.intValue();
    return Optional.of(
        switch (kind) {
          case LEFT_SHIFT -> a << b;
          case RIGHT_SHIFT -> a >> b;
          default -> a >>> b;
        });
  }

  private static Optional<Object> shift(Tree.Kind kind, int a, Number by) {
    int b = by.intValue();
    return Optional.of(
        switch (kind) {
          case LEFT_SHIFT -> a << b;
          case RIGHT_SHIFT -> a >> b;
          default -> a >>> b;
        });
  }

  /** A unary operator without side effect. */
  static Optional<Object> unary(Tree.Kind kind, Object value) {
    if (value instanceof Boolean truth) {
      return kind == Tree.Kind.LOGICAL_COMPLEMENT ? Optional.of(!truth) : Optional.empty();
    }
    if (kind == Tree.Kind.UNARY_PLUS && number(value) != null) {
      return constant(Tree.Kind.PLUS, 0, value);
    } else if (kind == Tree.Kind.UNARY_MINUS && number(value) != null) {
      // Not 0 - x, which would turn 0.0 into 0.0 instead of -0.0.
      return constant(Tree.Kind.MULTIPLY, -1, value);
    } else if (kind == Tree.Kind.BITWISE_COMPLEMENT && number(value) != null) {
      return constant(Tree.Kind.XOR, -1, value);
    }
    return Optional.empty();
  }

  /** A constant as another primitive type, as casts and assignments make it. */
  static Object convert(Object value, TypeKind kind) {
    Number number = number(value);
    if (number == null) {
      return value;
    }
    return switch (kind) {
      case DOUBLE -> number.doubleValue();
      case FLOAT -> number.floatValue();
      case LONG -> toLong(number);
      case INT -> toInt(number);
      case SHORT -> (short) toInt(number);
      case BYTE -> (byte) toInt(number);
      case CHAR -> (char) toInt(number);
      default -> value;
    };
  }

  private static long toLong(Number number) {
    return number instanceof Double || number instanceof Float
        ? (long) number.doubleValue()
        : number.longValue();
  }

  private static int toInt(Number number) {
    return number instanceof Double || number instanceof Float
        ? (int) number.doubleValue()
        : (int) number.longValue();
  }
}
