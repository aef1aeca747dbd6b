package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One call of a vocabulary function with its evaluated arguments. */
public final class Call {

  /**
   * An argument.
   *
   * @param source its text in the source, shortened
   * @param at its token
   */
  public record Argument(Value value, String source, Object at) {}

  private final Session session;
  private final String name;
  private final String source;
  private final List<Argument> arguments;

  /**
   * @param source the text of the whole call, shortened
   * @param arguments for a method of {@code Tensor}, the receiver comes first; trailing arguments
   *     of a varargs function stand alone
   */
  public Call(Session session, String name, String source, List<Argument> arguments) {
    this.session = session;
    this.name = name;
    this.source = source;
    List<Argument> flat = new ArrayList<>();
    for (Argument argument : arguments) {
      if (argument.value() instanceof Value.OfArray array) {
        array.elements().forEach(e -> flat.add(new Argument(e, argument.source(), argument.at())));
      } else {
        flat.add(argument);
      }
    }
    this.arguments = List.copyOf(flat);
  }

  public Session session() {
    return session;
  }

  public Graph graph() {
    return session.graph();
  }

  public String name() {
    return name;
  }

  /** The text of the whole call. */
  public String source() {
    return source;
  }

  public int count() {
    return arguments.size();
  }

  public Argument argument(int i) {
    return arguments.get(i);
  }

  public Value value(int i) {
    return argument(i).value();
  }

  /** The source text of an argument. */
  public String source(int i) {
    return argument(i).source();
  }

  public Object at(int i) {
    return argument(i).at();
  }

  /** True if the argument is a tensor. */
  public boolean isTensor(int i) {
    return value(i) instanceof Value.OfTensor;
  }

  public boolean isString(int i) {
    return i < count()
        && value(i) instanceof Value.OfConstant constant
        && constant.value() instanceof String;
  }

  public boolean isInteger(int i) {
    return i < count()
        && value(i) instanceof Value.OfConstant constant
        && constant.value() instanceof Integer;
  }

  /** A tensor or a number as a node. */
  public Node node(int i) {
    Value value = value(i);
    if (value instanceof Value.OfTensor tensor) {
      return tensor.node();
    } else if (value instanceof Value.OfScalar scalar) {
      return scalar.node();
    } else if (value instanceof Value.OfConstant constant
        && constant.value() instanceof Number number) {
      return graph().literal(number.doubleValue());
    }
    throw unexpected(i, "a tensor or a number");
  }

  public Node labels(int i) {
    if (value(i) instanceof Value.OfLabels labels) {
      return labels.node();
    }
    throw unexpected(i, "Labels");
  }

  /** A number if it is known at compile time. */
  public OptionalDouble known(int i) {
    return node(i).op() instanceof Leaf.Literal literal
        ? OptionalDouble.of(literal.value())
        : OptionalDouble.empty();
  }

  /** A number that must be known at compile time. */
  public double number(int i) {
    return known(i)
        .orElseThrow(
            () ->
                new DiagnosticException(
                    Rule.UNSUPPORTED_CONSTRUCT,
                    at(i),
                    ("%s needs a constant here, but %s can change between steps. Write a literal or"
                            + " a static final constant.")
                        .formatted(name, source(i))));
  }

  public int integer(int i) {
    if (value(i) instanceof Value.OfConstant constant
        && constant.value() instanceof Number number) {
      return number.intValue();
    }
    throw unexpected(i, "a constant int");
  }

  public String text(int i) {
    if (value(i) instanceof Value.OfConstant constant && constant.value() instanceof String text) {
      return text;
    }
    throw unexpected(i, "a constant string");
  }

  /** A dimension given as an integer or as an expression in a string. */
  public Poly dimension(int i) {
    return isString(i) ? session.dimension(text(i), at(i)) : Poly.of(integer(i));
  }

  /** The dimensions from argument {@code first} on. */
  public Shape shape(int first) {
    List<Poly> dims = new ArrayList<>();
    for (int i = first; i < count(); i++) {
      dims.add(dimension(i));
    }
    return new Shape(dims);
  }

  /** The tensors from argument {@code first} up to {@code end}. */
  public List<Node> nodes(int first, int end) {
    List<Node> nodes = new ArrayList<>();
    for (int i = first; i < end; i++) {
      nodes.add(node(i));
    }
    return nodes;
  }

  /** Fails unless a known number lies inside the domain, at the argument. */
  public void require(int i, Domain domain, String what) {
    OptionalDouble value = known(i);
    if (value.isPresent() && !domain.contains(value.getAsDouble())) {
      throw new DiagnosticException(
          Rule.VALUE_OUT_OF_RANGE,
          at(i),
          "%s = %s in %s must be %s.".formatted(what, source(i), name, domain.text()));
    }
  }

  /** Fails at an argument. */
  public DiagnosticException problem(Rule rule, int i, String message) {
    return new DiagnosticException(rule, at(i), message);
  }

  /** Fails at the call. */
  public DiagnosticException problem(Rule rule, String message) {
    return new DiagnosticException(rule, null, message);
  }

  private DiagnosticException unexpected(int i, String expected) {
    return problem(
        Rule.UNSUPPORTED_CONSTRUCT,
        i,
        "%s needs %s here, but %s is %s."
            .formatted(name, expected, source(i), value(i).kindName()));
  }
}
