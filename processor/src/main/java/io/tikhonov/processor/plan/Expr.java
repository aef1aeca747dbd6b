package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Condition;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A scalar expression inside a kernel or between kernels. Values: equal expressions are equal. */
public sealed interface Expr {

  /** A number known at compile time. */
  record Constant(double value) implements Expr {
    @Override
    public boolean equals(Object other) {
      return other instanceof Constant constant
          && Double.doubleToLongBits(value) == Double.doubleToLongBits(constant.value);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value);
    }
  }

  /** A size as a number. */
  record Size(Poly size) implements Expr {}

  /** A scalar computed between kernels. */
  record Scalar(Node node) implements Expr {}

  /** The result of a reduction over the inner loops of the same row. */
  record RowValue(Node node) implements Expr {}

  /** An element of the memory of a node. */
  record Load(Node memory, Poly offset) implements Expr {}

  /**
   * A value that keeps its hash and remembers to which others it was found equal: expressions share
   * parts, and comparing them as trees again and again would take exponential time.
   */
  abstract sealed class Shared permits Apply, Select {
    private final int hash;
    private Shared representative = this;

    private Shared(int hash) {
      this.hash = hash;
    }

    abstract boolean sameParts(Shared other);

    @SuppressWarnings("ReferenceEquality") // a class is known by its representative object
    private Shared representative() {
      while (representative != representative.representative) {
        representative = representative.representative;
      }
      return representative;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public final boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      if (!(other instanceof Shared shared) || hash != shared.hash) {
        return false;
      }
      if (representative() == shared.representative()) {
        return true;
      }
      boolean equal = sameParts(shared);
      if (equal) {
        shared.representative().representative = representative();
      }
      return equal;
    }

    @Override
    public final int hashCode() {
      return hash;
    }
  }

  /** An elementwise operation. */
  final class Apply extends Shared implements Expr {
    private final Elementwise op;
    private final List<Expr> arguments;

    Apply(Elementwise op, List<Expr> arguments) {
      super(31 * op.opName().hashCode() + arguments.hashCode());
      this.op = op;
      this.arguments = List.copyOf(arguments);
    }

    public Elementwise op() {
      return op;
    }

    public List<Expr> arguments() {
      return arguments;
    }

    public Expr argument(int index) {
      return arguments.get(index);
    }

    @Override
    boolean sameParts(Shared other) {
      return other instanceof Apply apply && op == apply.op && arguments.equals(apply.arguments);
    }
  }

  /** The value where the condition holds, otherwise a constant; the value is not computed there. */
  final class Select extends Shared implements Expr {
    private final Condition condition;
    private final Expr value;
    private final double otherwise;

    Select(Condition condition, Expr value, double otherwise) {
      super(Objects.hash(condition, value, otherwise));
      this.condition = condition;
      this.value = value;
      this.otherwise = otherwise;
    }

    public Condition condition() {
      return condition;
    }

    public Expr value() {
      return value;
    }

    public double otherwise() {
      return otherwise;
    }

    @Override
    boolean sameParts(Shared other) {
      return other instanceof Select select
          && Double.compare(otherwise, select.otherwise) == 0
          && condition.equals(select.condition)
          && value.equals(select.value);
    }
  }

  /** 1 where the condition holds, otherwise 0. */
  record Indicator(Condition condition) implements Expr {}

  /** A random number. */
  record Draw(Generated.Random random, Poly index) implements Expr {}

  /** The expressions that this one is computed from. */
  default List<Expr> operands() {
    if (this instanceof Apply apply) {
      return apply.arguments();
    }
    return this instanceof Select select ? List.of(select.value()) : List.of();
  }

  /** The index polynomials that occur in this expression itself. */
  default List<Poly> indices() {
    if (this instanceof Load load) {
      return List.of(load.offset());
    } else if (this instanceof Draw draw) {
      return List.of(draw.index());
    } else if (this instanceof Select select) {
      return polys(select.condition());
    } else if (this instanceof Indicator indicator) {
      return polys(indicator.condition());
    }
    return List.of();
  }

  private static List<Poly> polys(Condition condition) {
    List<Poly> polys = new ArrayList<>(condition.nonNegative());
    polys.addAll(condition.zero());
    return polys;
  }
}
