package io.tikhonov.processor.vocabulary;

/** The meaning of one function of the vocabulary. */
@FunctionalInterface
public interface Definition {

  /**
   * The value of a call.
   *
   * @throws io.tikhonov.processor.diagnostic.DiagnosticException if the arguments do not fit
   */
  Value apply(Call call);
}
