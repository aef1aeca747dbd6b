package io.tikhonov.processor.ir;

/**
 * A rule of the IR is violated by the user's declaration; carries the diagnostic's code and text.
 */
public final class IrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Object token;

  public IrException(String code, String message) {
    this(code, message, null);
  }

  /**
   * @param token the compiler's own handle of the token to point at, or null
   */
  public IrException(String code, String message, Object token) {
    super(message);
    this.code = code;
    this.token = token;
  }

  /** The token to point at, or null. */
  public Object token() {
    return token;
  }

  /** The code of the diagnostic, such as {@code TKV201}. */
  public String code() {
    return code;
  }
}
