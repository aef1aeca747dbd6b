package io.tikhonov.processor.frontend;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Math} on constants, and the part of it that exists for doubles of the run. */
final class MathFunctions {
  private static final List<Class<?>> WIDTHS =
      List.of(int.class, long.class, float.class, double.class);

  /** Functions whose name differs from that of the operation. */
  private static final Map<String, Elementwise> RENAMED =
      Map.of("max", Elementwise.MAXIMUM, "min", Elementwise.MINIMUM, "signum", Elementwise.SIGN);

  private MathFunctions() {}

  /** The value for constants; empty if there is no such function for them. */
  static Optional<Object> constant(String name, List<?> arguments) {
    List<Number> numbers = arguments.stream().map(Arithmetic::number).toList();
    Optional<Method> method =
        Arrays.stream(StrictMath.class.getMethods())
            .filter(candidate -> candidate.getName().equals(name) && accepts(candidate, numbers))
            .min(Comparator.comparingInt(m -> WIDTHS.indexOf(m.getParameterTypes()[0])));
    if (method.isEmpty()) {
      return Optional.empty();
    }
    Object[] converted = new Object[numbers.size()];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = widen(numbers.get(i), method.get().getParameterTypes()[i]);
    }
    try {
      return Optional.ofNullable(method.get().invoke(null, converted));
    } catch (IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }

  private static boolean accepts(Method method, List<Number> numbers) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != numbers.size() || types.length == 0) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      int width = numbers.get(i) == null ? -1 : WIDTHS.indexOf(typeOf(numbers.get(i)));
      if (width < 0 || WIDTHS.indexOf(types[i]) < width) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> typeOf(Number number) {
    if (number instanceof Double) {
      return double.class;
    } else if (number instanceof Float) {
      return float.class;
    }
    return number instanceof Long ? long.class : int.class;
  }

  private static Object widen(Number number, Class<?> type) {
    if (type == double.class) {
      return number.doubleValue();
    } else if (type == float.class) {
      return number.floatValue();
    }
    return type == long.class ? (Object) number.longValue() : (Object) number.intValue();
  }

  /** The operation for doubles that are known only at run time. */
  static Optional<Node> symbolic(Graph graph, String name, List<Node> arguments) {
    Optional<Elementwise> operation =
        RENAMED.containsKey(name)
            ? Optional.of(RENAMED.get(name))
            : Elementwise.named(name).filter(op -> isMathFunction(name));
    return operation
        .filter(op -> op.arity() == arguments.size())
        .map(op -> graph.apply(op, arguments.toArray(Node[]::new)));
  }

  private static boolean isMathFunction(String name) {
    return Arrays.stream(Math.class.getMethods()).anyMatch(m -> m.getName().equals(name));
  }
}
