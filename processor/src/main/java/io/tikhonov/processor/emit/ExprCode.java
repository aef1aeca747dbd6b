package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.plan.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes expressions as Java in one precision. Subclasses say how leaves look and which expressions
 * have a local variable.
 */
abstract class ExprCode {
  /** How tightly an operator binds; arguments that bind less tightly get parentheses. */
  private static final int CONDITIONAL = 0;

  private static final int COMPARISON = 1;
  private static final int SUM = 2;
  private static final int PRODUCT = 3;
  private static final int UNARY = 4;
  private static final int PRIMARY = 5;

  /** Code with its precedence; conditions are boolean and numbers are not. */
  private record Code(String text, int precedence, boolean condition) {
    private Code(String text, int precedence) {
      this(text, precedence, false);
    }
  }

  private final boolean doublePrecision;

  ExprCode(boolean doublePrecision) {
    this.doublePrecision = doublePrecision;
  }

  /** The local variable of an expression, or null. */
  abstract String local(Expr expr);

  abstract String load(Expr.Load load);

  abstract String leaf(Expr leaf);

  abstract String draw(Expr.Draw draw);

  abstract PolyCode polys();

  String type() {
    return doublePrecision ? "double" : "float";
  }

  /** The expression as a number. */
  final String number(Expr expr) {
    return numeric(code(expr, true)).text();
  }

  /** The expression as a number that can be added to something. */
  final String summand(Expr expr) {
    return atLeast(numeric(code(expr, true)), PRODUCT);
  }

  /** The expression as a number, written out even if it has a local variable. */
  final String definition(Expr expr) {
    Code code = code(expr, false);
    return code.condition() ? code.text() : numeric(code).text();
  }

  /** The expression as a Java condition: what is not zero is true. */
  final String test(Expr expr) {
    return condition(code(expr, true));
  }

  private static String condition(Code code) {
    return code.condition() ? code.text() : atLeast(code, SUM) + " != 0";
  }

  /** True if the local variable of this expression is a boolean. */
  static boolean isCondition(Expr expr) {
    return (expr instanceof Expr.Apply apply && apply.op().isComparison())
        || expr instanceof Expr.Indicator;
  }

  private Code code(Expr expr, boolean useLocal) {
    String local = useLocal ? local(expr) : null;
    if (local != null) {
      return new Code(local, PRIMARY, isCondition(expr));
    }
    if (expr instanceof Expr.Constant constant) {
      String text = Numbers.literal(constant.value(), doublePrecision);
      return new Code(text, text.startsWith("-") ? UNARY : PRIMARY);
    } else if (expr instanceof Expr.Load load) {
      String text = load(load);
      return new Code(text, text.startsWith("(") ? UNARY : PRIMARY);
    } else if (expr instanceof Expr.Apply apply) {
      return apply(apply);
    } else if (expr instanceof Expr.Select select) {
      String value = atLeast(numeric(code(select.value(), true)), SUM);
      String otherwise = Numbers.literal(select.otherwise(), doublePrecision);
      return new Code(
          condition(select.condition()) + " ? " + value + " : " + otherwise, CONDITIONAL);
    } else if (expr instanceof Expr.Indicator indicator) {
      return new Code(condition(indicator.condition()), COMPARISON, true);
    } else if (expr instanceof Expr.Draw draw) {
      String text = draw(draw);
      return doublePrecision ? new Code(text, PRIMARY) : new Code("(float) " + text, UNARY);
    } else if (expr instanceof Expr.Size size) {
      // The cast comes before the product, which may exceed an int.
      if (size.size().summands().size() != 1) {
        return new Code("(" + type() + ") " + polys().factor(size.size()), UNARY);
      }
      String product = polys().of(size.size());
      return new Code("(" + type() + ") " + product, product.contains(" ") ? PRODUCT : UNARY);
    }
    String leaf = leaf(expr);
    return new Code(leaf, leaf.startsWith("(") ? UNARY : PRIMARY);
  }

  /** Comparisons count 1 and 0 when used as numbers. */
  private static Code numeric(Code code) {
    return code.condition() ? new Code(atLeast(code, SUM) + " ? 1 : 0", CONDITIONAL) : code;
  }

  private static String atLeast(Code code, int precedence) {
    return code.precedence() >= precedence ? code.text() : "(" + code.text() + ")";
  }

  private Code apply(Expr.Apply apply) {
    Elementwise op = apply.op();
    List<Expr> arguments = apply.arguments();
    return switch (op) {
      case ADD -> binary(arguments, " + ", SUM, PRODUCT);
      case SUB -> binary(arguments, " - ", SUM, PRODUCT);
      case MUL -> binary(arguments, " * ", PRODUCT, UNARY);
      case DIV -> binary(arguments, " / ", PRODUCT, UNARY);
      case GREATER -> comparison(arguments, " > ");
      case LESS -> comparison(arguments, " < ");
      case EQUAL -> comparison(arguments, " == ");
      case SQUARE -> {
        String base = atLeast(numeric(code(arguments.get(0), true)), UNARY);
        yield new Code(base + " * " + base, PRODUCT);
      }
      case NEG -> {
        String operand = atLeast(numeric(code(arguments.get(0), true)), PRIMARY);
        yield new Code("-" + operand, UNARY);
      }
      case WHERE -> {
        String condition = condition(code(arguments.get(0), true));
        String yes = atLeast(numeric(code(arguments.get(1), true)), SUM);
        String no = atLeast(numeric(code(arguments.get(2), true)), CONDITIONAL);
        yield new Code(condition + " ? " + yes + " : " + no, CONDITIONAL);
      }
      case TO_REAL ->
          new Code("(" + type() + ") " + atLeast(code(arguments.get(0), true), UNARY), UNARY);
      default -> function(op, arguments);
    };
  }

  /**
   * Sums and products of floats are not associative: a right operand of a kind gets parentheses.
   */
  private Code binary(List<Expr> arguments, String operator, int left, int right) {
    String a = atLeast(numeric(code(arguments.get(0), true)), left);
    String b = atLeast(numeric(code(arguments.get(1), true)), right);
    return new Code(a + operator + b, left);
  }

  private Code comparison(List<Expr> arguments, String operator) {
    String a = atLeast(numeric(code(arguments.get(0), true)), SUM);
    String b = atLeast(numeric(code(arguments.get(1), true)), SUM);
    return new Code(a + operator + b, COMPARISON, true);
  }

  private Code function(Elementwise op, List<Expr> arguments) {
    String text = functionCode(op);
    for (int i = 0; i < arguments.size(); i++) {
      text = text.replace("$" + i, numeric(code(arguments.get(i), true)).text());
    }
    return op.wide() && !doublePrecision && text.startsWith("Math.")
        ? new Code("(float) " + text, UNARY)
        : new Code(text, PRIMARY);
  }

  /** The code of an operation; a class that is not of the JDK has it in both precisions. */
  String functionCode(Elementwise op) {
    return op.code();
  }

  /** A conjunction of bounds and equalities as a Java condition. */
  final String condition(Condition condition) {
    List<String> parts = new ArrayList<>();
    for (Poly value : condition.nonNegative()) {
      parts.add(comparison(value, " >= ", " <= "));
    }
    for (Poly value : condition.zero()) {
      parts.add(comparison(value, " == ", " == "));
    }
    return parts.isEmpty() ? "true" : String.join(" && ", parts);
  }

  /** {@code a - b >= 0} is written {@code a >= b}; a lone negative term goes to the other side. */
  private String comparison(Poly value, String operator, String mirrored) {
    Poly[] sides = value.split(term -> term.coefficient() > 0);
    Poly right = sides[1].times(-1);
    boolean onlyRight = sides[0].equals(Poly.ZERO);
    return onlyRight
        ? polys().of(right) + mirrored + "0"
        : polys().of(sides[0]) + operator + polys().of(right);
  }

  /** The name of the method that draws. */
  static String drawMethod(Generated.Random random) {
    return random.distribution() == Generated.Random.Distribution.NORMAL ? "normal" : "uniform";
  }

  /** The Java type of an element in memory. */
  final String elementType(Kind kind) {
    return kind == Kind.INDEX ? "int" : type();
  }
}
