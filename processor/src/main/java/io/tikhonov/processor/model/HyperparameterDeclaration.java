package io.tikhonov.processor.model;

import io.tikhonov.processor.ir.Node;

/** A scalar with a setter; {@code leaf} is the scalar node of its name. */
public record HyperparameterDeclaration(String name, double value, Node leaf, Token token) {}
