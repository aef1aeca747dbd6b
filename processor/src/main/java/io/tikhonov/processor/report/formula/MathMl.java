package io.tikhonov.processor.report.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Typesets formulas as MathML, the part of it that browsers draw without help. */
public final class MathMl {
  private static final Pattern NUMBERED = Pattern.compile("(\\p{L}+)(\\d+)");
  private static final int LONGEST_LINE = 52;
  private static final String TIMES = "<mo lspace=\"0.12em\" rspace=\"0.12em\">·</mo>";
  private static final String ELEMENTWISE = "<mo>⊙</mo>";
  private static final String BESIDE = "<mspace width=\"0.22em\"/>";
  private static final String APPLIED = "<mo>&#x2061;</mo>";

  private MathMl() {}

  /** A whole formula. */
  public static String math(Formula formula) {
    return wrap(of(formula), PlainText.of(formula));
  }

  /** A formula behind an equals sign. */
  public static String equation(Formula formula) {
    return wrap("<mo form=\"infix\">=</mo>" + of(formula), "= " + PlainText.of(formula));
  }

  /** A formula behind an equals sign, in several lines if it is a long sum. */
  public static List<String> lines(Formula formula) {
    if (!(formula instanceof Formula.Sum sum)
        || PlainText.of(sum).length() <= LONGEST_LINE
        || sum.terms().size() < 2) {
      return List.of(equation(formula));
    }
    List<String> lines = new ArrayList<>();
    List<Formula.Term> line = new ArrayList<>();
    int length = 0;
    for (Formula.Term term : sum.terms()) {
      int size = PlainText.of(term.value()).length() + 3;
      if (!line.isEmpty() && length + size > LONGEST_LINE) {
        lines.add(line(line, lines.isEmpty()));
        line.clear();
        length = 0;
      }
      line.add(term);
      length += size;
    }
    lines.add(line(line, lines.isEmpty()));
    return lines;
  }

  private static String line(List<Formula.Term> terms, boolean first) {
    Formula sum = new Formula.Sum(List.copyOf(terms));
    if (first) {
      return equation(sum);
    }
    String sign = terms.get(0).negative() ? "−" : "+";
    List<Formula.Term> rest = new ArrayList<>(terms);
    rest.set(0, new Formula.Term(false, terms.get(0).value()));
    Formula remainder = new Formula.Sum(rest);
    return wrap(
        "<mspace width=\"1em\"/><mo form=\"infix\">" + sign + "</mo>" + of(remainder),
        sign + " " + PlainText.of(remainder));
  }

  /** A word before a formula. */
  public static String text(String word) {
    return "<span class=\"word\">" + escape(word) + "</span> ";
  }

  /** A named value with a factor, without the element around it. */
  public static String scaled(double factor, String name, String target) {
    String value = name(name, target);
    return factor == 1 ? value : number(factor) + TIMES + value;
  }

  /** A value with a factor, without the element around it. */
  public static String scaled(double factor, Formula value) {
    return of(
        factor == 1
            ? value
            : new Formula.Product(
                Formula.Kind.SCALED, List.of(new Formula.Numeral(factor), value)));
  }

  /** Content of MathML with a text for readers that show no formulas. */
  static String wrap(String content, String alternative) {
    return "<math displaystyle=\"true\" alttext=\""
        + escape(alternative)
        + "\"><mrow>"
        + content
        + "</mrow></math>";
  }

  static String of(Formula formula) {
    if (formula instanceof Formula.Name name) {
      return name(name.text());
    } else if (formula instanceof Formula.Reference reference) {
      return name(reference.text(), reference.target());
    } else if (formula instanceof Formula.Numeral number) {
      return number(number.value());
    } else if (formula instanceof Formula.Code code) {
      return "<mtext class=\"code\">" + escape(code.text()) + "</mtext>";
    } else if (formula instanceof Formula.Call call) {
      return word(call.function()) + APPLIED + parentheses(list(call.arguments()));
    } else if (formula instanceof Formula.Reduction reduction) {
      return reduction(reduction);
    } else if (formula instanceof Formula.Sum sum) {
      return sum(sum);
    } else if (formula instanceof Formula.Product product) {
      return product(product);
    } else if (formula instanceof Formula.Fraction fraction) {
      return tag("mfrac", row(of(fraction.numerator())) + row(of(fraction.denominator())));
    } else if (formula instanceof Formula.Power power) {
      return tag("msup", row(base(power.base())) + row(of(power.exponent())));
    } else if (formula instanceof Formula.Transposed transposed) {
      return tag("msup", row(base(transposed.base())) + "<mo>⊤</mo>");
    } else if (formula instanceof Formula.Element element) {
      return row(base(element.base())) + brackets(list(element.index()));
    } else if (formula instanceof Formula.Root root) {
      return tag("msqrt", of(root.body()));
    } else if (formula instanceof Formula.Bars bars) {
      return bars(bars);
    } else if (formula instanceof Formula.Relation relation) {
      return of(relation.left()) + operator(relation.sign()) + of(relation.right());
    } else if (formula instanceof Formula.Indicator indicator) {
      return brackets(of(indicator.condition()));
    } else if (formula instanceof Formula.Cases cases) {
      return cases(cases);
    }
    Formula.Partial partial = (Formula.Partial) formula;
    return tag(
        "mfrac",
        row("<mo rspace=\"0\">∂</mo>" + of(partial.of()))
            + row("<mo rspace=\"0\">∂</mo>" + of(partial.by())));
  }

  private static String reduction(Formula.Reduction reduction) {
    boolean big = reduction.function().equals("Σ");
    String sign = big ? "<mo>∑</mo>" : word(reduction.function());
    String over = "<mtext>" + escape(reduction.over()) + "</mtext>";
    String head = reduction.over().isEmpty() ? sign : tag(big ? "munder" : "msub", sign + over);
    boolean loose = reduction.body().binding().compareTo(Formula.Binding.SUM) <= 0;
    String body = of(reduction.body());
    return head + (big ? "" : APPLIED) + (loose || !big ? parentheses(body) : row(body));
  }

  private static String sum(Formula.Sum sum) {
    StringBuilder text = new StringBuilder();
    for (Formula.Term term : sum.terms()) {
      if (text.isEmpty()) {
        text.append(term.negative() ? "<mo form=\"prefix\">−</mo>" : "");
      } else {
        text.append(operator(term.negative() ? "−" : "+"));
      }
      boolean loose = term.value().binding().compareTo(Formula.Binding.SUM) <= 0;
      text.append(loose ? parentheses(of(term.value())) : of(term.value()));
    }
    return row(text.toString());
  }

  private static String product(Formula.Product product) {
    String sign =
        switch (product.kind()) {
          case SCALED -> TIMES;
          case ELEMENTS -> ELEMENTWISE;
          case MATRICES -> BESIDE;
        };
    return row(
        product.factors().stream()
            .map(factor -> factor(factor, product))
            .collect(Collectors.joining(sign)));
  }

  private static String factor(Formula factor, Formula.Product product) {
    boolean same = factor instanceof Formula.Product inner && inner.kind() == product.kind();
    boolean last = factor.equals(product.factors().get(product.factors().size() - 1));
    boolean fits =
        same
            || factor.binding().compareTo(Formula.Binding.PRODUCT) > 0
            || (product.kind() == Formula.Kind.SCALED
                && factor.binding() == Formula.Binding.PRODUCT
                && last);
    return fits ? of(factor) : parentheses(of(factor));
  }

  private static String bars(Formula.Bars bars) {
    String bar = "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">" + bars.bar() + "</mo>";
    String body = row(bar + of(bars.body()) + bar);
    return bars.subscript().isEmpty()
        ? body
        : tag("msub", body + "<mtext>" + escape(bars.subscript()) + "</mtext>");
  }

  private static String cases(Formula.Cases cases) {
    String first =
        "<mtr><mtd>"
            + row(of(cases.then()))
            + "</mtd><mtd>"
            + row("<mtext>where&#160;</mtext>" + of(cases.condition()))
            + "</mtd></mtr>";
    String second =
        "<mtr><mtd>"
            + row(of(cases.otherwise()))
            + "</mtd><mtd><mtext>elsewhere</mtext></mtd></mtr>";
    return row(
        "<mo stretchy=\"true\">{</mo><mtable class=\"cases\">" + first + second + "</mtable>");
  }

  private static String list(List<Formula> formulas) {
    return formulas.stream()
        .map(MathMl::of)
        .map(MathMl::row)
        .collect(Collectors.joining("<mo>,</mo>"));
  }

  /** What carries an exponent or an index. */
  private static String base(Formula formula) {
    boolean atom =
        formula.binding() == Formula.Binding.ATOM
            && !(formula instanceof Formula.Fraction)
            && !(formula instanceof Formula.Partial)
            && !(formula instanceof Formula.Power);
    return atom ? of(formula) : parentheses(of(formula));
  }

  /** A name; digits at its end become a subscript. */
  static String name(String text) {
    return name(text, "");
  }

  /** A name that leads to a place of the page. */
  private static String name(String text, String target) {
    Matcher numbered = NUMBERED.matcher(text);
    return numbered.matches()
        ? tag("msub", identifier(numbered.group(1), target) + "<mn>" + numbered.group(2) + "</mn>")
        : identifier(text, target);
  }

  /** A link is HTML within a formula; single letters are italic there as in formulas. */
  private static String identifier(String text, String target) {
    if (target.isEmpty()) {
      return "<mi>" + escape(text) + "</mi>";
    }
    String shown =
        text.codePointCount(0, text.length()) == 1 ? "<i>" + text + "</i>" : escape(text);
    return "<mi><a href=\"#" + escape(target) + "\">" + shown + "</a></mi>";
  }

  static String word(String text) {
    return "<mi mathvariant=\"normal\">" + escape(text) + "</mi>";
  }

  static String operator(String text) {
    return "<mo>" + escape(text) + "</mo>";
  }

  /** A number; powers of ten are written as such. */
  static String number(double value) {
    String text = Numerals.text(Math.abs(value));
    String sign = value < 0 ? "<mo form=\"prefix\">−</mo>" : "";
    int exponent = text.indexOf('e');
    if (exponent < 0) {
      return sign + "<mn>" + text + "</mn>";
    }
    String power = Numerals.exponent(text);
    String ten = tag("msup", "<mn>10</mn><mn>" + power + "</mn>");
    String mantissa = text.substring(0, exponent);
    return row(sign + (mantissa.equals("1") ? ten : "<mn>" + mantissa + "</mn>" + TIMES + ten));
  }

  static String row(String content) {
    return "<mrow>" + content + "</mrow>";
  }

  static String tag(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  static String parentheses(String content) {
    return row("<mo>(</mo>" + content + "<mo>)</mo>");
  }

  private static String brackets(String content) {
    return row("<mo>[</mo>" + content + "<mo>]</mo>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
