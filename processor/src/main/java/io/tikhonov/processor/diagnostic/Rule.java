package io.tikhonov.processor.diagnostic;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules of the compiler: code, severity and title. A rule whose severity depends on the case
 * has the usual one here, and the check that finds it says otherwise where needed.
 */
public enum Rule {
  // Declarations
  VALUE_OUT_OF_RANGE(101, Severity.ERROR, "an attribute or argument lies outside its domain"),
  UNKNOWN_NAME(102, Severity.ERROR, "a name in an attribute stands for nothing in the class"),
  DECLARED_TWICE(103, Severity.ERROR, "two declarations fill one role"),
  MISSING_DECLARATION(104, Severity.ERROR, "a needed piece is not declared"),
  WRONG_ELEMENT(105, Severity.ERROR, "an annotation stands on an element it cannot be on"),
  NO_SOURCE(106, Severity.ERROR, "a body cannot be read"),
  UNSUPPORTED_CONSTRUCT(107, Severity.ERROR, "a construct outside the DSL"),
  NO_EFFECT(108, Severity.ERROR, "a statement without effect on the returned value"),
  NO_VALUE(109, Severity.ERROR, "a call or field without a value at compile time"),
  INTEGER_DIVISION(110, Severity.WARNING, "an integer division is used as a double"),
  UNREACHED_PARAMETER(111, Severity.WARNING, "no loss reaches a parameter"),
  EXCLUDING_PAIR(112, Severity.ERROR, "two annotations exclude each other"),
  WITHOUT_EFFECT(113, Severity.NOTE, "a setting has no effect"),
  NAME_CLASH(120, Severity.ERROR, "a name would clash with Java or with the generated class"),
  BAD_DIMENSION(121, Severity.ERROR, "a dimension expression cannot be read"),
  UNKNOWN_DIMENSION(122, Severity.ERROR, "nothing sets the size of a dimension"),
  KEEP_DIMS_WITHOUT_REDUCTION(123, Severity.ERROR, "keepDims stands around something else"),
  BAD_GRADIENT(124, Severity.ERROR, "gradient(y, x) of a tensor, or by an expression"),
  ZERO_GRADIENT(125, Severity.WARNING, "gradient(y, x) of a value that does not depend on x"),
  BAD_EINSUM(126, Severity.ERROR, "an einsum formula that cannot be read"),
  TOO_LONG(127, Severity.ERROR, "unrolling gives too many steps"),
  INLINE_RESTRICTION(128, Severity.ERROR, "an @Inline method uses what cannot be stored"),
  BAD_OPTION(
      130, Severity.ERROR, "an option does not exist or has a wrong value", Severity.WARNING),
  NO_VECTORS(131, Severity.ERROR, "vector kernels that are asked for cannot be written"),

  // Shapes and types
  DIMENSION_MISMATCH(201, Severity.ERROR, "dimensions that must be equal differ"),
  NOT_A_SCALAR(202, Severity.ERROR, "a term has dimensions left"),
  ACCIDENTAL_TABLE(203, Severity.WARNING, "broadcasting repeats a dimension"),
  BAD_AXIS(204, Severity.ERROR, "an axis or dimension is not in the operand"),
  SUM_AND_MEAN(205, Severity.WARNING, "one term sums over the batch, another averages"),
  SUM_AGAINST_MEAN(206, Severity.NOTE, "reconstruction and KL term are reduced in different ways"),
  TWICE_NORMALIZED(
      207,
      Severity.WARNING,
      "a loss gets probabilities for logits, or something else for probabilities"),
  BATCH_IN_MEMORY(208, Severity.ERROR, "a stored tensor has the dimension batch"),
  WRONG_RANK(209, Severity.ERROR, "a tensor has not the rank that is needed"),
  UNORDERED_AXIS(210, Severity.WARNING, "smoothness along an axis without order"),
  BAD_RESHAPE(211, Severity.ERROR, "a reshape changes the number of values"),

  // Differentiability and proximal steps
  SUBGRADIENT_OF_KINK(
      301, Severity.WARNING, "a sparse penalty without proximal step", Severity.NOTE),
  NO_DERIVATIVE(302, Severity.ERROR, "a term trains nothing", Severity.WARNING),
  NO_PROXIMAL_STEP(303, Severity.ERROR, "a penalty has no proximal step"),
  INEXACT_COMPOSITION(304, Severity.WARNING, "an order of proximal steps that is not exact"),
  EUCLIDEAN_THRESHOLD(305, Severity.NOTE, "a fixed threshold under an adaptive optimizer"),
  NOT_CONVEX_STEP(306, Severity.WARNING, "a proximal step that is too long for a penalty"),
  NO_CURVATURE(307, Severity.WARNING, "a second derivative that is 0 almost everywhere"),
  NO_SECOND_DERIVATIVE(308, Severity.ERROR, "a derivative order is not defined"),
  STOPPED_GRADIENT(
      309,
      Severity.NOTE,
      "a gradient that is not the derivative of its value",
      Scope.PEDANTIC,
      Severity.NOTE),
  SLOPE_AT_ZERO(310, Severity.WARNING, "a penalty with infinite slope at 0"),

  // Numerical stability
  INFINITE_VALUE(603, Severity.WARNING, "a logarithm of 0 or a division by 0"),
  INFINITE_SLOPE(604, Severity.WARNING, "the root of a value that can be 0"),
  POWER_OUTSIDE_DOMAIN(605, Severity.WARNING, "a power of a value that is negative or 0"),
  EMPTY_SELECTION(611, Severity.WARNING, "a division by the size of a selection");

  private static final Map<String, Rule> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Rule::code, Function.identity()));

  /** Whether a rule holds in every build or only where it is asked for. */
  private enum Scope {
    ALWAYS,
    PEDANTIC
  }

  private final String code;
  private final Severity severity;
  private final String title;
  private final Scope scope;
  private final Severity other;

  Rule(int number, Severity severity, String title) {
    this(number, severity, title, Scope.ALWAYS, severity);
  }

  /**
   * @param other the severity that it has in other cases
   */
  Rule(int number, Severity severity, String title, Severity other) {
    this(number, severity, title, Scope.ALWAYS, other);
  }

  Rule(int number, Severity severity, String title, Scope scope, Severity other) {
    this.code = "TKV" + number;
    this.severity = severity;
    this.title = title;
    this.scope = scope;
    this.other = other;
  }

  /** The code that the user sees, such as {@code TKV201}. */
  public String code() {
    return code;
  }

  /** The usual severity. */
  public Severity severity() {
    return severity;
  }

  /** All severities that it has in one case or another, the worst one first. */
  public Set<Severity> severities() {
    return EnumSet.of(severity, other);
  }

  /** True if it is not always an error, so that an option can set the severity or silence it. */
  public boolean canBeSet() {
    return severity != Severity.ERROR || other != Severity.ERROR;
  }

  /** One line for lists of rules. */
  public String title() {
    return title;
  }

  /** True for a matter of opinion, which is shown with {@code -Atikhonov.pedantic=true} only. */
  public boolean pedantic() {
    return scope == Scope.PEDANTIC;
  }

  /** The rule with this code. */
  public static Optional<Rule> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The option that sets the severity of its warnings and notes. */
  String option() {
    return Options.PREFIX + code;
  }
}
