package io.tikhonov.processor.ir;

/** The derivative of a scalar by a node, as a reverse sweep has it. */
public record Derivative(Node of, Node by) {}
