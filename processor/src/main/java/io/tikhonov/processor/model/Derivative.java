package io.tikhonov.processor.model;

import io.tikhonov.processor.ir.Node;

/**
 * A derivative that a body takes.
 *
 * @param of the scalar that is differentiated
 * @param by an input, a parameter or the value of a local variable
 * @param value the derivative
 * @param token the call
 */
public record Derivative(Node of, Node by, Node value, Token token) {}
