package io.tikhonov.processor.ir;

import java.util.List;

/**
 * One value of the IR: an operation on other values. Immutable, unique within its {@link Graph}.
 */
public final class Node {
  private final int id;
  private final Op op;
  private final List<Node> inputs;
  private final Shape shape;
  private final Kind kind;
  private final Origin origin;

  Node(int id, Op op, List<Node> inputs, Shape shape, Kind kind, Origin origin) {
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.shape = shape;
    this.kind = kind;
    this.origin = origin;
  }

  /** Position in the order of creation; inputs have smaller ids. */
  public int id() {
    return id;
  }

  public Op op() {
    return op;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public Node input(int index) {
    return inputs.get(index);
  }

  public Shape shape() {
    return shape;
  }

  public Kind kind() {
    return kind;
  }

  public Origin origin() {
    return origin;
  }

  public boolean isScalar() {
    return shape.isScalar();
  }

  /** True if this is the literal with that value. */
  public boolean isLiteral(double value) {
    return op instanceof Leaf.Literal literal && literal.value() == value;
  }

  /** The same in every run, so that the order of sets does not change what is generated. */
  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
