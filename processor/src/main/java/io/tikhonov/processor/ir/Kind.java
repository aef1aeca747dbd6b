package io.tikhonov.processor.ir;

/** What the elements of a tensor are. */
public enum Kind {
  /** Numbers in the precision of the model. */
  REAL,
  /** Integers: labels, positions, permutations. They index and are never differentiated. */
  INDEX
}
