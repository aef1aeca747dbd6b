package io.tikhonov.processor.report.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Typesets formulas that are given as a line of Unicode, as the entries of the catalogue have them:
 * {@code w1 ← sign(w1)·max(|w1| − 1e-4·s, 0) with s = η/(√v̂ + 1e-8)}. Words stay words, a quotient
 * becomes a fraction, and raised, lowered and marked letters become what they stand for.
 */
public final class TextFormula {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "sign", "max", "min", "log", "exp", "cos", "sin", "clip", "mean", "diag", "median", "RMS",
          "softmax", "sum", "relu", "abs", "sqrt", "tr", "det", "prox", "round");

  private final List<TextTokens.Token> tokens;
  private final Set<String> names;
  private int at;

  private TextFormula(List<TextTokens.Token> tokens, Set<String> names) {
    this.tokens = tokens;
    this.names = names;
  }

  /**
   * The formula as MathML.
   *
   * @param names the names of tensors, which are no words
   */
  public static String math(String text, Set<String> names) {
    return MathMl.wrap(content(text, names), text);
  }

  /** The formula as content of an element. */
  public static String content(String text, Set<String> names) {
    TextFormula formula = new TextFormula(TextTokens.of(text), names);
    String content = formula.sequence("");
    return formula.at < formula.tokens.size()
        ? "<mtext>" + MathMl.escape(text) + "</mtext>"
        : content;
  }

  private TextTokens.Token peek(int ahead) {
    int index = at + ahead;
    return index < tokens.size() ? tokens.get(index) : TextTokens.END;
  }

  /** Everything up to a closing bracket; it is not taken. */
  private String sequence(String closing) {
    List<String> parts = new ArrayList<>();
    boolean operand = false;
    while (at < tokens.size()) {
      TextTokens.Token token = peek(0);
      if (!closing.isEmpty() && token.text().equals(closing)) {
        break;
      }
      if (token.kind() == TextTokens.Kind.CLOSING) {
        break;
      }
      if (token.is("/") && operand && startsAtom(peek(1))) {
        at++;
        String above = parts.remove(parts.size() - 1);
        parts.add(MathMl.tag("mfrac", bare(above) + bare(atom())));
      } else if (isWord(token) && !peek(1).is("(")) {
        parts.add(words());
        operand = false;
      } else if (startsAtom(token)) {
        parts.add(atom());
        operand = true;
      } else if (token.kind() == TextTokens.Kind.SPACE) {
        at++;
        parts.add(operand && startsAtom(peek(0)) ? "<mspace width=\"0.25em\"/>" : "");
      } else {
        at++;
        parts.add(sign(token, operand));
        operand = false;
      }
    }
    return MathMl.row(String.join("", parts));
  }

  private static boolean isBar(String text) {
    return text.equals("‖") || text.equals("|");
  }

  private static boolean startsAtom(TextTokens.Token token) {
    return switch (token.kind()) {
      case NUMBER, NAME, OPENING, RAISED -> true;
      case SIGN ->
          token.is("√") || token.is("∂") || token.is("Σ") || token.is("…") || isBar(token.text());
      default -> false;
    };
  }

  private static String sign(TextTokens.Token token, boolean operand) {
    boolean prefix = !operand && (token.is("−") || token.is("+"));
    String text = MathMl.escape(token.text());
    if (token.is(";")) {
      return "<mo separator=\"true\" rspace=\"1em\">;</mo>";
    }
    if (token.is("·")) {
      return "<mo lspace=\"0.12em\" rspace=\"0.12em\">·</mo>";
    }
    return prefix ? "<mo form=\"prefix\">" + text + "</mo>" : "<mo>" + text + "</mo>";
  }

  /** One operand with its indices, exponents and arguments. */
  private String atom() {
    TextTokens.Token token = peek(0);
    at++;
    if (token.kind() == TextTokens.Kind.NUMBER) {
      return scripts(number(token.text()));
    } else if (token.is("√")) {
      return startsAtom(peek(0)) ? MathMl.tag("msqrt", bare(atom())) : "<mo>√</mo>";
    } else if (token.is("∂")) {
      return MathMl.row("<mo rspace=\"0\">∂</mo>" + (startsAtom(peek(0)) ? atom() : ""));
    } else if (token.is("Σ")) {
      return scripts("<mo>∑</mo>");
    } else if (token.is("…")) {
      return "<mo>…</mo>";
    } else if (isBar(token.text())) {
      return bars(token.text());
    } else if (token.kind() == TextTokens.Kind.OPENING) {
      return scripts(group(token.text()));
    } else if (token.kind() == TextTokens.Kind.RAISED) {
      return "<mo>" + MathMl.escape(token.text()) + "</mo>";
    }
    return name(token.text());
  }

  /** True for a word of the language; names and functions are none. */
  private boolean isWord(TextTokens.Token token) {
    String text = token.text();
    return token.kind() == TextTokens.Kind.NAME
        && text.length() > 1
        && !names.contains(text)
        && !FUNCTIONS.contains(text)
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  }

  /** Words beside each other are one text. */
  private String words() {
    StringBuilder text = new StringBuilder("&#160;");
    while (isWord(peek(0)) && !peek(1).is("(")) {
      text.append(peek(0).text()).append("&#160;");
      at++;
      at += peek(0).kind() == TextTokens.Kind.SPACE ? 1 : 0;
    }
    return "<mtext>" + text + "</mtext>";
  }

  private String group(String opening) {
    String closing = TextTokens.closing(opening);
    String inner = sequence(closing);
    if (peek(0).text().equals(closing)) {
      at++;
    }
    return MathMl.row("<mo>" + opening + "</mo>" + inner + "<mo>" + closing + "</mo>");
  }

  private String bars(String bar) {
    String inner = sequence(bar);
    if (peek(0).text().equals(bar)) {
      at++;
    }
    String sign = "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">" + bar + "</mo>";
    return scripts(MathMl.row(sign + inner + sign));
  }

  private String name(String text) {
    String name = scripts(names.contains(text) ? MathMl.name(text) : "<mi>" + text + "</mi>");
    StringBuilder atom = new StringBuilder(name);
    while (peek(0).is("(") || peek(0).is("[")) {
      String opening = peek(0).text();
      at++;
      atom.append(group(opening));
    }
    return atom.length() == name.length() ? name : scripts(MathMl.row(atom.toString()));
  }

  /** Marks, indices and exponents after an operand. */
  private String scripts(String base) {
    String marked = base;
    String lower = "";
    String upper = "";
    while (true) {
      TextTokens.Token token = peek(0);
      if (token.kind() == TextTokens.Kind.MARK) {
        marked = "<mover accent=\"true\">" + marked + "<mo stretchy=\"false\">^</mo></mover>";
      } else if (token.kind() == TextTokens.Kind.LOWERED) {
        lower += TextTokens.plain(token.text());
      } else if (token.kind() == TextTokens.Kind.RAISED) {
        upper += TextTokens.plain(token.text());
      } else if (token.is("_") && peek(1).kind() != TextTokens.Kind.SPACE) {
        at++;
        String index = subscript();
        marked = MathMl.tag("msub", marked + index);
        continue;
      } else if (token.is("^") && !peek(1).text().isBlank()) {
        at++;
        String sign = peek(0).is("−") ? "<mo form=\"prefix\">−</mo>" : "";
        at += sign.isEmpty() ? 0 : 1;
        return MathMl.tag("msup", MathMl.row(marked) + MathMl.row(sign + bare(atom())));
      } else {
        break;
      }
      at++;
    }
    if (!lower.isEmpty() && !upper.isEmpty()) {
      return MathMl.tag("msubsup", marked + script(lower) + script(upper));
    } else if (!lower.isEmpty()) {
      return MathMl.tag("msub", marked + script(lower));
    }
    return upper.isEmpty() ? marked : MathMl.tag("msup", marked + script(upper));
  }

  private String subscript() {
    if (peek(0).is("{")) {
      at++;
      String inner = sequence("}");
      at++;
      return inner;
    }
    String text = peek(0).text();
    at++;
    return "<mi>" + MathMl.escape(text) + "</mi>";
  }

  private static String script(String text) {
    if (text.equals("T")) {
      return "<mo>⊤</mo>";
    }
    return text.matches("\\d+") ? "<mn>" + text + "</mn>" : "<mi>" + MathMl.escape(text) + "</mi>";
  }

  private static String number(String text) {
    try {
      return MathMl.number(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return "<mn>" + MathMl.escape(text) + "</mn>";
    }
  }

  /** Without its parentheses, as parts of fractions and roots stand. */
  private static String bare(String atom) {
    String opening = "<mrow><mo>(</mo>";
    String closing = "<mo>)</mo></mrow>";
    boolean wrapped =
        atom.startsWith(opening)
            && atom.endsWith(closing)
            && atom.indexOf(closing) == atom.length() - closing.length();
    return wrapped
        ? atom.substring(opening.length(), atom.length() - closing.length())
        : MathMl.row(atom);
  }
}
