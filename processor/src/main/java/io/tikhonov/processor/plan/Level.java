package io.tikhonov.processor.plan;

/** Where in a kernel's loops a value is computed. */
enum Level {
  /** For each element of the domain. */
  INNER,
  /** Once for each row, from values of that row. */
  ROW,
  /** Reduced over the inner loops to one value for each row. */
  ROW_REDUCTION,
  /** Reduced over the leading axes to one value for each of the other positions. */
  COLUMN_REDUCTION,
  /** Reduced over everything to a scalar, from the innermost loops. */
  TOTAL,
  /** Reduced over everything to a scalar, from the rows. */
  ROW_TOTAL;

  boolean isRowLevel() {
    return this == ROW || this == ROW_TOTAL;
  }
}
