package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.function.Function;

/**
 * A call of the vocabulary and its value.
 *
 * @param expression Java source on the tensors of {@link Inputs}
 */
record FunctionCase(String expression, Function<Inputs, Array> expected) {

  @Override
  public String toString() {
    return expression;
  }
}
