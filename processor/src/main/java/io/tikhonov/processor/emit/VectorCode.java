package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.VectorLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes expressions of a loop as vectors: several neighbouring elements at once. */
final class VectorCode {

  /** What a piece of code stands for. */
  private enum Form {
    /** A number that is the same for all elements. */
    UNIFORM,
    /** One number for each element. */
    VECTOR,
    /** One truth value for each element. */
    MASK
  }

  private record Value(String text, Form form) {}

  /** A number in vector code. */
  private static final Pattern NUMBER = Pattern.compile("\\{(-?\\d+)}");

  private final VectorLoop loop;
  private final ExprCode scalars;
  private final Function<Expr.Load, String> load;
  private final boolean doublePrecision;
  private final Map<Expr, String> locals = new HashMap<>();

  /**
   * @param scalars writes what is the same for all elements
   * @param load writes the vector at a place in memory
   */
  VectorCode(
      VectorLoop loop,
      ExprCode scalars,
      Function<Expr.Load, String> load,
      boolean doublePrecision) {
    this.loop = loop;
    this.scalars = scalars;
    this.load = load;
    this.doublePrecision = doublePrecision;
  }

  /** Names the local variable of an expression. */
  void local(Expr expr, String name) {
    locals.put(expr, name);
  }

  /** The type of vectors. */
  static String type(boolean doublePrecision) {
    return doublePrecision ? "DoubleVector" : "FloatVector";
  }

  static String species(boolean doublePrecision) {
    return doublePrecision ? "DOUBLES" : "FLOATS";
  }

  /** The type of the local variable of an expression that changes in the loop. */
  String localType(Expr expr) {
    return isMask(expr)
        ? "VectorMask<" + (doublePrecision ? "Double" : "Float") + ">"
        : type(doublePrecision);
  }

  private static boolean isMask(Expr expr) {
    return ExprCode.isCondition(expr);
  }

  /** The expression written out even if it has a local variable. */
  String definition(Expr expr) {
    return define(expr).text();
  }

  /** The expression as a vector, also if all its elements are equal. */
  String vector(Expr expr) {
    return vector(value(expr));
  }

  private String vector(Value value) {
    return switch (value.form()) {
      case VECTOR -> value.text();
      case UNIFORM -> all(value.text());
      case MASK -> all(number(0)) + ".blend(" + number(1) + ", " + value.text() + ")";
    };
  }

  /** A vector of equal elements. */
  private String all(String value) {
    return type(doublePrecision) + ".broadcast(" + species(doublePrecision) + ", " + value + ")";
  }

  /** Arguments of methods for whole and for floating numbers must have the right type. */
  private String number(double value) {
    String text = Numbers.literal(value, doublePrecision);
    boolean whole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return whole ? text + (doublePrecision ? ".0" : "f") : text;
  }

  private Value value(Expr expr) {
    if (!loop.varies(expr)) {
      return uniform(expr);
    }
    String local = locals.get(expr);
    return local == null ? define(expr) : new Value(local, isMask(expr) ? Form.MASK : Form.VECTOR);
  }

  private Value uniform(Expr expr) {
    if (expr instanceof Expr.Constant constant) {
      return new Value(number(constant.value()), Form.UNIFORM);
    }
    String text = scalars.number(expr);
    if (text.contains(" ? ")) {
      text = (isWhole(expr) ? "(" + scalars.type() + ") " : "") + "(" + text + ")";
    }
    return new Value(text, Form.UNIFORM);
  }

  /** True if the scalar code of an expression is an {@code int}. */
  private static boolean isWhole(Expr expr) {
    if (expr instanceof Expr.Constant constant) {
      return constant.value() == Math.rint(constant.value());
    } else if (expr instanceof Expr.Select select) {
      return select.otherwise() == Math.rint(select.otherwise()) && isWhole(select.value());
    } else if (expr instanceof Expr.Apply apply && apply.op() == Elementwise.WHERE) {
      return isWhole(apply.arguments().get(1)) && isWhole(apply.arguments().get(2));
    }
    return isMask(expr);
  }

  private Value define(Expr expr) {
    if (expr instanceof Expr.Load read) {
      return new Value(load.apply(read), Form.VECTOR);
    } else if (expr instanceof Expr.Apply apply) {
      return apply(apply);
    } else if (expr instanceof Expr.Select select && loop.mentions(select.condition())) {
      Value value = value(select.value());
      String text = value.form() == Form.UNIFORM ? value.text() : vector(value);
      String mask = mask(select.condition());
      return new Value(
          all(number(select.otherwise())) + ".blend(" + text + ", " + mask + ")", Form.VECTOR);
    } else if (expr instanceof Expr.Select select) {
      return new Value(
          "("
              + scalars.condition(select.condition())
              + " ? "
              + vector(select.value())
              + " : "
              + all(number(select.otherwise()))
              + ")",
          Form.VECTOR);
    } else if (expr instanceof Expr.Indicator indicator) {
      return new Value(mask(indicator.condition()), Form.MASK);
    }
    throw new IllegalStateException("no vector code for " + expr);
  }

  private Value apply(Expr.Apply apply) {
    Elementwise op = apply.op();
    if (op == Elementwise.WHERE) {
      return where(apply);
    }
    List<Value> arguments = new ArrayList<>(apply.arguments().stream().map(this::value).toList());
    String template = op.vectorCode().orElseThrow();
    if (arguments.size() == 2 && arguments.get(0).form() == Form.UNIFORM) {
      if (op.isCommutative()) {
        arguments.add(arguments.remove(0));
      } else if (op.isComparison()) {
        arguments.add(arguments.remove(0));
        template =
            (op == Elementwise.GREATER ? Elementwise.LESS : Elementwise.GREATER)
                .vectorCode()
                .orElseThrow();
      }
    }
    Matcher numbers = NUMBER.matcher(template);
    template = numbers.replaceAll(match -> number(Double.parseDouble(match.group(1))));
    String text = template.replace("$0", vector(arguments.get(0)));
    if (arguments.size() == 2) {
      Value second = arguments.get(1);
      text = text.replace("$1", second.form() == Form.UNIFORM ? second.text() : vector(second));
    }
    return new Value(text, op.isComparison() ? Form.MASK : Form.VECTOR);
  }

  private Value where(Expr.Apply apply) {
    Expr test = apply.arguments().get(0);
    String no = vector(apply.arguments().get(2));
    if (!loop.varies(test)) {
      String yes = vector(apply.arguments().get(1));
      return new Value("(" + scalars.test(test) + " ? " + yes + " : " + no + ")", Form.VECTOR);
    }
    Value condition = value(test);
    String mask =
        condition.form() == Form.MASK
            ? condition.text()
            : vector(condition) + ".compare(VectorOperators.NE, " + number(0) + ")";
    Value yes = value(apply.arguments().get(1));
    String text = yes.form() == Form.UNIFORM ? yes.text() : vector(yes);
    return new Value(no + ".blend(" + text + ", " + mask + ")", Form.VECTOR);
  }

  /** The lanes in which a condition holds whose parts have slope 0, 1 or -1. */
  private String mask(Condition condition) {
    List<String> masks = new ArrayList<>();
    for (Poly bound : condition.nonNegative()) {
      // value + lane >= 0, or value - lane >= 0
      if (loop.slope(bound).orElseThrow() == 1) {
        masks.add(compare("GE", bound.times(-1)));
      } else if (loop.mentions(bound)) {
        masks.add(compare("LE", bound));
      }
    }
    for (Poly zero : condition.zero()) {
      if (loop.mentions(zero)) {
        masks.add(compare("EQ", loop.slope(zero).orElseThrow() == 1 ? zero.times(-1) : zero));
      }
    }
    Condition rest =
        new Condition(
            condition.nonNegative().stream().filter(bound -> !loop.mentions(bound)).toList(),
            condition.zero().stream().filter(zero -> !loop.mentions(zero)).toList());
    String all = masks.get(0);
    for (String mask : masks.subList(1, masks.size())) {
      all += ".and(" + mask + ")";
    }
    return rest.isTrue()
        ? all
        : "("
            + scalars.condition(rest)
            + " ? "
            + all
            + " : "
            + species(doublePrecision)
            + ".maskAll(false))";
  }

  /** Lane numbers are small, so rounding a large other side changes no comparison. */
  private String compare(String operator, Poly lane) {
    return all(number(0))
        + ".addIndex(1).compare(VectorOperators."
        + operator
        + ", ("
        + scalars.type()
        + ") "
        + scalars.polys().factor(lane)
        + ")";
  }
}
