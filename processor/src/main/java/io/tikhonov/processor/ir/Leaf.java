package io.tikhonov.processor.ir;

import java.util.List;

/** A value without inputs. */
public sealed interface Leaf extends Op {

  /** What a stored leaf is, which decides its memory and its life. */
  enum Role {
    /** A trained tensor. */
    PARAMETER,
    /** A tensor given to the builder. */
    CONSTANT,
    /** An untrained tensor that steps set. */
    STATE,
    /** Memory of an optimizer, of the shape of its parameter unless it says otherwise. */
    SLOT,
    /** A running average of a parameter. */
    AVERAGE,
    /** A floating-point input that comes with each batch. */
    INPUT,
    /** An integer input that comes with each batch. */
    LABELS,
    /** The gradient of a parameter, computed by an earlier program. */
    GRADIENT,
    /** The result of a prediction. */
    RESULT,
    /** A double that can change between steps: a hyperparameter or a value of the run. */
    SCALAR
  }

  @Override
  default List<Node> derivative(Graph graph, Node node, Node cotangent) {
    return List.of();
  }

  /** A constant number. */
  record Literal(double value) implements Leaf {
    @Override
    public String opName() {
      return "literal";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return Shape.SCALAR;
    }

    /** Equal by bits, so that 0.0 and -0.0 stay apart. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Literal literal
          && Double.doubleToLongBits(value) == Double.doubleToLongBits(literal.value);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value);
    }
  }

  /** A named tensor or scalar in memory. */
  record Stored(Role role, String id, Shape shape) implements Leaf {
    @Override
    public String opName() {
      return id;
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return shape;
    }

    @Override
    public Kind kind(List<Node> inputs) {
      return role == Role.LABELS ? Kind.INDEX : Kind.REAL;
    }
  }

  /** The size of a dimension as a number, as means need it. */
  record Size(Poly size) implements Leaf {
    @Override
    public String opName() {
      return "size";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return Shape.SCALAR;
    }
  }
}
