package io.tikhonov.processor.diagnostic;

/** How bad it is. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE
}
