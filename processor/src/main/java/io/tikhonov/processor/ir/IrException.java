package io.tikhonov.processor.ir;

/**
 * A rule of the IR is violated by the user's declaration; carries the diagnostic's code and text.
 */
public final class IrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public IrException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The code of the diagnostic, such as {@code TKV201}. */
  public String code() {
    return code;
  }
}
