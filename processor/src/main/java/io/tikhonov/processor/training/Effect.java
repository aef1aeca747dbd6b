package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;

/** Something that a program leaves behind. */
public sealed interface Effect {

  Node value();

  /** The same effect with another value. */
  Effect with(Node value);

  /**
   * Memory takes a value. Everything that the program reads from the target is read before.
   *
   * @param target a stored leaf: parameter, state, slot or average
   */
  record Store(Node target, Node value) implements Effect {
    @Override
    public Effect with(Node other) {
      return new Store(target, other);
    }
  }

  /** A weighted term of the objective, by its position in the list of terms. */
  record Term(int index, Node value) implements Effect {
    @Override
    public Effect with(Node other) {
      return new Term(index, other);
    }
  }

  /** The gradient of a parameter, or another array, kept in memory of its own for the caller. */
  record Gradient(String parameter, Node value) implements Effect {
    @Override
    public Effect with(Node other) {
      return new Gradient(parameter, other);
    }

    /** The memory that it is kept in. */
    public Node memory(Graph graph) {
      return graph.stored(Leaf.Role.GRADIENT, parameter, value.shape());
    }
  }

  /** A scalar that the step reports, such as the learning rate. */
  record Report(String name, Node value) implements Effect {
    @Override
    public Effect with(Node other) {
      return new Report(name, other);
    }
  }

  /** The result of a prediction. */
  record Result(Node value) implements Effect {
    @Override
    public Effect with(Node other) {
      return new Result(other);
    }
  }
}
