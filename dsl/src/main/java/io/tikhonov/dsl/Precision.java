package io.tikhonov.dsl;

/** The floating-point type of a model's tensors; loss values are accumulated in double in both. */
public enum Precision {
  /** 32 bits. */
  FLOAT,
  /** 64 bits. */
  DOUBLE
}
