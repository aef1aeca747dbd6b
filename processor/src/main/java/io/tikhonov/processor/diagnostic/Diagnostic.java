package io.tikhonov.processor.diagnostic;

/** Something to tell the user. */
public record Diagnostic(Rule rule, Severity severity, Place place, String message) {

  /** The text with its code in front, as it is shown. */
  public String text() {
    return "[" + rule.code() + "] " + message;
  }
}
