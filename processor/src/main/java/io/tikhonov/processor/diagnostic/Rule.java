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
  INTEGER_DIVISION(
      110, Severity.WARNING, "an integer division is used as a double", Severity.ERROR),
  UNREACHED_PARAMETER(111, Severity.WARNING, "no loss reaches a parameter"),
  EXCLUDING_PAIR(112, Severity.ERROR, "two annotations exclude each other"),
  WITHOUT_EFFECT(113, Severity.NOTE, "a setting has no effect"),
  NAME_CLASH(120, Severity.ERROR, "a name would clash with Java or with the generated class"),
  BAD_DIMENSION(121, Severity.ERROR, "a dimension expression cannot be read"),
  UNKNOWN_DIMENSION(122, Severity.ERROR, "nothing sets the size of a dimension"),
  KEEP_DIMS_WITHOUT_REDUCTION(123, Severity.ERROR, "keepDims stands around something else"),
  BAD_GRADIENT(124, Severity.ERROR, "gradient(y, x) of a tensor, or by an expression"),
  ZERO_GRADIENT(
      125, Severity.WARNING, "gradient(y, x) of a value that does not depend on x", Severity.ERROR),
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
  NO_CURVATURE(
      307, Severity.WARNING, "a second derivative that is 0 almost everywhere", Severity.ERROR),
  NO_SECOND_DERIVATIVE(308, Severity.ERROR, "a derivative order is not defined"),
  STOPPED_GRADIENT(
      309,
      Severity.NOTE,
      "a gradient that is not the derivative of its value",
      Scope.PEDANTIC,
      Severity.NOTE),
  SLOPE_AT_ZERO(310, Severity.WARNING, "a penalty with infinite slope at 0"),

  // Solvers
  UNSOLVABLE_FORM(330, Severity.ERROR, "a declaration without the form that its solver needs"),
  STEPS_BESIDE_SOLVER(331, Severity.ERROR, "a part of training steps beside a solver"),
  SOLVER_PRECISION(332, Severity.NOTE, "a solver in single precision"),

  // Regularization
  PENALTY_ON_SCALE(401, Severity.WARNING, "a penalty on a size that plays no role"),
  COUPLED_UNDER_ADAPTIVE(402, Severity.WARNING, "a coupled penalty under an adaptive optimizer"),
  PULLED_TWICE(403, Severity.WARNING, "the same pull is declared twice", Severity.NOTE),
  TOO_MANY_DIRECTIONS(
      404, Severity.WARNING, "more orthogonal directions than dimensions", Severity.NOTE),
  ORTHOGONALITY_AND_DECAY(406, Severity.WARNING, "orthogonality and L2 pull apart", Severity.NOTE),
  CONSTANT_ON_SET(407, Severity.WARNING, "a penalty is constant on the constraint set"),
  NO_LOWER_BOUND(408, Severity.WARNING, "a term has no lower bound"),
  COLLAPSE(409, Severity.WARNING, "a constant representation is the best one", Severity.NOTE),
  EMPTIED_PENALTY(410, Severity.WARNING, "a rescaling makes a penalty 0 for free", Severity.NOTE),
  NUCLEAR_NORM_TWICE(
      411, Severity.WARNING, "L2 on the factors and the nuclear norm of the product"),
  CANCELLED_PARAMETER(414, Severity.WARNING, "a parameter is added and taken away again"),
  STUCK_AT_ZERO(415, Severity.WARNING, "parameters start at 0 and stay there"),
  LARGE_START(416, Severity.NOTE, "a product that starts at large values"),
  UNBOUNDED_LIKELIHOOD(417, Severity.WARNING, "a likelihood without bound"),

  // Optimizers, schedules, clipping, averages
  GRADIENT_NORM_TWICE(501, Severity.WARNING, "the gradient norm is penalised twice"),
  STEP_TOO_LARGE(503, Severity.WARNING, "learning rate times decay overshoots 0", Severity.ERROR),
  OUTSIDE_MOMENTUM(
      504, Severity.NOTE, "a penalty outside of the momentum", Scope.PEDANTIC, Severity.NOTE),
  UNBOUNDED_MOMENTUM(505, Severity.WARNING, "beta1 is above the root of beta2"),
  GROWING_NORM(506, Severity.NOTE, "a norm that can only grow", Scope.PEDANTIC, Severity.NOTE),
  CONSTANT_RATE_AT_KINK(
      508,
      Severity.NOTE,
      "a loss with a kink at its minimum and a constant rate",
      Scope.PEDANTIC,
      Severity.NOTE),
  CLIPPED_PENALTY(
      509, Severity.NOTE, "clipping also clips a penalty", Scope.PEDANTIC, Severity.NOTE),
  RAMP_TOO_LONG(511, Severity.WARNING, "a warm-up does not end in the run"),
  NOT_A_MATRIX(514, Severity.ERROR, "an optimizer of matrices on another tensor"),
  STALE_STATISTICS(515, Severity.WARNING, "averaged weights with running statistics"),
  AVERAGE_LEAVES_SET(516, Severity.WARNING, "an average leaves its set", Severity.NOTE),

  // Numerical stability
  UNSTABLE_FORM(601, Severity.NOTE, "a form that loses digits", Severity.WARNING),
  OVERFLOW(
      602,
      Severity.NOTE,
      "the exponential of a value without bound",
      Scope.PEDANTIC,
      Severity.NOTE),
  INFINITE_VALUE(603, Severity.WARNING, "a logarithm of 0 or a division by 0"),
  INFINITE_SLOPE(604, Severity.WARNING, "the root of a value that can be 0"),
  POWER_OUTSIDE_DOMAIN(605, Severity.WARNING, "a power of a value that is negative or 0"),
  LOST_CONSTANT(606, Severity.WARNING, "a constant that rounds away"),
  DECAY_LOST(607, Severity.NOTE, "a decay that rounding loses"),
  SOFTMAX_COLLAPSE(
      608,
      Severity.NOTE,
      "a cross entropy that nothing keeps from 0",
      Scope.PEDANTIC,
      Severity.NOTE),
  SINGULAR_MATRIX(
      609, Severity.WARNING, "a determinant or root of a matrix without ridge", Severity.ERROR),
  UNDERFLOWING_KERNEL(610, Severity.WARNING, "Sinkhorn steps without logarithms"),
  EMPTY_SELECTION(611, Severity.WARNING, "a division by the size of a selection"),
  VARIANCE_OF_ONE(612, Severity.WARNING, "a variance over axes of size 1"),

  // Cost
  PASSES(701, Severity.NOTE, "a step costs several gradient computations"),
  UNROLLED_JACOBIAN(702, Severity.WARNING, "a loop builds a whole Jacobian"),

  // Randomness
  OFF_AT_INFERENCE(
      801, Severity.NOTE, "noise that a prediction leaves out", Scope.PEDANTIC, Severity.NOTE),
  HARD_RANDOM_CHOICE(805, Severity.WARNING, "a random choice without derivative");

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
