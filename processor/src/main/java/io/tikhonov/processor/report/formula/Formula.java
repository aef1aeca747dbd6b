package io.tikhonov.processor.report.formula;

import java.util.List;

/** A formula as a tree, before it is typeset. */
public sealed interface Formula {

  /** How tightly a formula holds together, loosest first. */
  enum Binding {
    RELATION,
    SUM,
    PRODUCT,
    PREFIX,
    ATOM
  }

  /** A name: the user's, or that of an intermediate value. */
  record Name(String text) implements Formula {}

  /** A name whose value is defined by another formula of the page. */
  record Reference(String text, String target) implements Formula {}

  record Numeral(double value) implements Formula {}

  /** Text that is shown as code, such as a lambda. */
  record Code(String text) implements Formula {}

  /** A function of arguments. */
  record Call(String function, List<Formula> arguments) implements Formula {}

  /** A function with a subscript, such as a maximum over axes. */
  record Reduction(String function, String over, Formula body) implements Formula {}

  /** Terms that are added; a negative one is subtracted. */
  record Sum(List<Term> terms) implements Formula {}

  /** One summand. */
  record Term(boolean negative, Formula value) {}

  /** Factors beside each other. */
  record Product(Kind kind, List<Formula> factors) implements Formula {}

  /** What a product multiplies. */
  enum Kind {
    /** By a number. */
    SCALED,
    /** Element by element. */
    ELEMENTS,
    /** Matrices. */
    MATRICES
  }

  record Fraction(Formula numerator, Formula denominator) implements Formula {}

  record Power(Formula base, Formula exponent) implements Formula {}

  record Transposed(Formula base) implements Formula {}

  /** A part of a tensor: {@code x[y]}. */
  record Element(Formula base, List<Formula> index) implements Formula {}

  record Root(Formula body) implements Formula {}

  /** Between bars, such as |x| or ‖x‖. */
  record Bars(String bar, Formula body, String subscript) implements Formula {}

  /** Two values beside a sign: a comparison. */
  record Relation(Formula left, String sign, Formula right) implements Formula {}

  /** 1 where the condition holds and 0 elsewhere. */
  record Indicator(Formula condition) implements Formula {}

  /** The first value where the condition holds, the other elsewhere. */
  record Cases(Formula condition, Formula then, Formula otherwise) implements Formula {}

  /** The derivative of a scalar by a value. */
  record Partial(Formula of, Formula by) implements Formula {}

  /** How tightly this formula holds together. */
  default Binding binding() {
    if (this instanceof Sum) {
      return Binding.SUM;
    } else if (this instanceof Relation) {
      return Binding.RELATION;
    } else if (this instanceof Product
        || (this instanceof Reduction reduction && reduction.function().equals("Σ"))) {
      return Binding.PRODUCT;
    } else if (this instanceof Numeral number && number.value() < 0) {
      return Binding.PREFIX;
    }
    return Binding.ATOM;
  }
}
