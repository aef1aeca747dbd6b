package io.tikhonov.processor.diagnostic;

/** A rule is violated: stops the evaluation of an expression and is reported where it is caught. */
public final class DiagnosticException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Rule rule;
  private final transient Object at;

  /**
   * @param at a {@link Place}; null for the expression that is being evaluated
   */
  public DiagnosticException(Rule rule, Object at, String message) {
    super(message);
    this.rule = rule;
    this.at = at;
  }

  public Rule rule() {
    return rule;
  }

  public Object at() {
    return at;
  }
}
