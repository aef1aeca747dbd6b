package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import java.util.List;
import java.util.function.Function;

/** What an expression of a body stands for while it is compiled. */
public sealed interface Value {

  /**
   * A {@code Tensor}.
   *
   * @param reduction what the reduction call that made it reduced; null if something else made it
   */
  record OfTensor(Node node, Reduced reduction) implements Value {}

  /** The operand's shape and the axes of a reduction, for {@code keepDims}. */
  record Reduced(Shape full, List<Integer> axes) {
    public Reduced {
      axes = List.copyOf(axes);
    }
  }

  /** A {@code Labels} input. */
  record OfLabels(Node node) implements Value {}

  /** A {@code double} that is known only when the objective runs. */
  record OfScalar(Node node) implements Value {}

  /**
   * A boxed number, truth value, character or string that is known now.
   *
   * @param division the integer division with a remainder whose result this is, or null
   */
  record OfConstant(Object value, Division division) implements Value {
    public static OfConstant of(Object value) {
      return new OfConstant(value, null);
    }
  }

  /** An integer division that dropped a remainder: its operator, text, result and what to write. */
  record Division(Object at, String source, long quotient, String remedy) {}

  /** An array of constants, or the further arguments of a call. */
  record OfArray(List<Value> elements) implements Value {
    public OfArray {
      elements = List.copyOf(elements);
    }
  }

  /** A lambda or method reference from tensor to tensor. */
  record OfFunction(Function<Value, Value> body) implements Value {}

  /** The value of an expression whose error was reported already. */
  record Unknown() implements Value {}

  /** A tensor that is not the direct result of a reduction. */
  static OfTensor of(Node node) {
    return new OfTensor(node, null);
  }

  /** In words, for messages. */
  default String kindName() {
    if (this instanceof OfTensor) {
      return "a tensor";
    } else if (this instanceof OfLabels) {
      return "Labels";
    } else if (this instanceof OfScalar) {
      return "a number that can change between steps";
    } else if (this instanceof OfArray) {
      return "an array";
    } else if (this instanceof OfFunction) {
      return "a function";
    }
    return "a constant";
  }
}
