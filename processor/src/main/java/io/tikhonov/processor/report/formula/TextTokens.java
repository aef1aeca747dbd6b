package io.tikhonov.processor.report.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a line of mathematical notation into tokens. */
final class TextTokens {

  /** What a token is. */
  enum Kind {
    NUMBER,
    NAME,
    /** An opening bracket. */
    OPENING,
    /** A closing bracket. */
    CLOSING,
    /** Letters and digits above the line. */
    RAISED,
    /** Letters and digits below the line. */
    LOWERED,
    /** A hat over the letter before it. */
    MARK,
    SIGN,
    SPACE,
    END
  }

  /** A token. */
  record Token(Kind kind, String text) {
    boolean is(String other) {
      return text.equals(other);
    }
  }

  static final Token END = new Token(Kind.END, "");

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀᵏ";
  private static final String RAISED_PLAIN = "0123456789+−Tk";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋ₖᵢⱼ∞";
  private static final String LOWERED_PLAIN = "0123456789+−kij∞";

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<number>\\d+(\\.\\d+)?(e[+-]?\\d+)?)"
              + "|(?<mark>\\u0302)"
              + "|(?<lowered>["
              + LOWERED
              + "]+)"
              + "|(?<raised>["
              + RAISED
              + "]+)"
              + "|(?<greek>[\\p{IsGreek}&&[^Σ]])"
              + "|(?<name>[\\p{L}&&[^"
              + RAISED
              + LOWERED
              + "Σ]][\\p{L}\\p{Nd}_.&&[^"
              + RAISED
              + LOWERED
              + "]]*(?<![._]))"
              + "|(?<opening>[(\\[⟨{])"
              + "|(?<closing>[)\\]⟩}])"
              + "|(?<space>\\s+)"
              + "|(?<sign>.)",
          Pattern.DOTALL);

  private TextTokens() {}

  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(new Token(kind(matcher), matcher.group()));
    }
    return tokens;
  }

  private static Kind kind(Matcher matcher) {
    if (matcher.group("greek") != null) {
      return Kind.NAME;
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.END
          && matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT)) != null) {
        return kind;
      }
    }
    throw new IllegalStateException("every character is a token");
  }

  static String closing(String opening) {
    return switch (opening) {
      case "(" -> ")";
      case "[" -> "]";
      case "⟨" -> "⟩";
      default -> "}";
    };
  }

  /** Raised and lowered characters as they stand on the line. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int raised = RAISED.indexOf(c);
      int lowered = LOWERED.indexOf(c);
      plain.append(
          raised >= 0
              ? RAISED_PLAIN.charAt(raised)
              : lowered >= 0 ? LOWERED_PLAIN.charAt(lowered) : c);
    }
    return plain.toString();
  }
}
