package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.Shrinkage;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Origin;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The order in which the proximal steps and projections on one parameter are applied: one in which
 * the composition is the proximal step of their sum if there is one, otherwise the declared order
 * with sets last. What is used:
 *
 * <ul>
 *   <li>Soft thresholding comes before everything that makes coordinates smaller and keeps their
 *       signs: groups, balls, sparse sets, scaling. This is exact in every diagonal metric.
 *   <li>Total variation along an axis comes before everything that changes all elements of a line
 *       by one and the same non-decreasing function, because its subgradients stay: soft
 *       thresholding with one threshold, an interval, and norms and balls of whole lines. Intervals
 *       do so in every diagonal metric, the others in a uniform one. Friedman, Hastie, Höfling and
 *       Tibshirani, Pathwise Coordinate Optimization, 2007 (the fused lasso).
 *   <li>So does the projection on x ≥ 0, unless something follows that can change signs.
 *   <li>Several multiples of the 1-norm are one with the sum of their factors, and so are squared
 *       norms.
 *   <li>A quadratic is completed into the distance: the step of the rest is taken from v/(1 + λs)
 *       with s/(1 + λs). This is exact for every rest. Where only separable steps are left, scaling
 *       after thresholding is the same and cheaper.
 * </ul>
 */
final class Composition {
  private static final Set<Form> SEPARABLE =
      EnumSet.of(Form.SOFT_THRESHOLD, Form.QUADRATIC, Form.NON_NEGATIVE, Form.BOX);
  private static final Set<Form> SIGN_KEEPING =
      EnumSet.of(
          Form.SOFT_THRESHOLD,
          Form.QUADRATIC,
          Form.GROUP_NORM,
          Form.NON_NEGATIVE,
          Form.BALL,
          Form.SYMMETRIC);

  private static final String BETWEEN = ", ";

  /**
   * A part with the metric in which it is taken.
   *
   * @param preconditioner 1/D, a scalar 1 for the Euclidean metric
   * @param factor what λ is multiplied by in this step
   * @param by the name of the penalty or constraint; several where one part stands for them
   * @param origin its annotation, the first of several
   */
  record Part(ProximalPart operator, Node preconditioner, Node factor, String by, Origin origin) {
    Part(ProximalPart operator, Node preconditioner, Node factor) {
      this(operator, preconditioner, factor, "", Origin.NONE);
    }

    Form form() {
      return operator.form();
    }

    /** Whether it stands for a penalty or constraint, alone or with others. */
    boolean isBy(String name) {
      return List.of(by.split(BETWEEN, -1)).contains(name);
    }
  }

  private final Graph graph;
  private final List<Part> ordered;
  private final boolean completesSquares;
  private final boolean exact;

  /**
   * @param parameter its name
   * @param separate in the order of their declaration
   */
  Composition(Graph graph, String parameter, List<Part> separate) {
    this.graph = graph;
    List<Part> declared = united(graph, parameter, separate);
    boolean oneMetric =
        declared.stream()
                .filter(part -> part.form() != Form.NON_NEGATIVE && part.form() != Form.BOX)
                .map(Part::preconditioner)
                .distinct()
                .count()
            <= 1;
    boolean signsStay =
        declared.stream()
            .map(Part::form)
            .allMatch(form -> form == Form.TOTAL_VARIATION || SIGN_KEEPING.contains(form));
    long squares = declared.stream().filter(part -> part.form() == Form.QUADRATIC).count();
    boolean separable = declared.stream().allMatch(part -> SEPARABLE.contains(part.form()));
    // Scaling twice is more than scaling once by both.
    completesSquares = oneMetric && (!separable || squares > 1);
    List<Part> parts = new ArrayList<>(declared);
    parts.sort(Comparator.comparingInt(part -> rank(part.form(), signsStay)));
    ordered = List.copyOf(parts);
    exact = parts.size() <= 1 || (oneMetric && keepsVariation(parts) && isExact(rest(parts)));
  }

  /** Parts of which the sum is a part of the same form are taken as that. */
  private static List<Part> united(Graph graph, String parameter, List<Part> separate) {
    List<Part> parts = new ArrayList<>();
    for (Part part : separate) {
      int known = 0;
      while (known < parts.size() && !isAlike(parts.get(known), part)) {
        known++;
      }
      if (known < parts.size()) {
        parts.set(known, sum(graph, parameter, parts.get(known), part));
      } else {
        parts.add(part);
      }
    }
    return parts;
  }

  private static boolean isAlike(Part one, Part other) {
    return one.form() == other.form()
        && (one.form() == Form.SOFT_THRESHOLD || one.form() == Form.QUADRATIC)
        && one.preconditioner().equals(other.preconditioner())
        && one.factor().equals(other.factor())
        && one.operator().strength().op() instanceof Leaf.Literal
        && other.operator().strength().op() instanceof Leaf.Literal;
  }

  private static Part sum(Graph graph, String parameter, Part one, Part other) {
    double lambda = lambda(one) + lambda(other);
    ProximalPart both =
        one.form() == Form.QUADRATIC
            ? Shrinkage.ofSquares(graph, parameter, lambda)
            : Shrinkage.ofOneNorm(graph, parameter, lambda);
    String by = one.by() + BETWEEN + other.by();
    return new Part(both, one.preconditioner(), one.factor(), by, one.origin());
  }

  private static double lambda(Part part) {
    return ((Leaf.Literal) part.operator().strength().op()).value();
  }

  private int rank(Form form, boolean signsStay) {
    return switch (form) {
      case QUADRATIC -> completesSquares ? 0 : 5;
      case TOTAL_VARIATION -> 1;
      case SOFT_THRESHOLD -> 2;
      case NON_NEGATIVE -> signsStay ? 3 : 6;
      case GROUP_NORM, SPECTRAL, SEPARABLE, OTHER -> 4;
      case BOX, BALL, SYMMETRIC, SET -> 7;
    };
  }

  /** True if the composition is the proximal step of the sum. */
  boolean isExact() {
    return exact;
  }

  List<Part> ordered() {
    return ordered;
  }

  /** True if the steps after a quadratic are taken with s/(1 + λs) instead of s. */
  boolean completesSquares() {
    return completesSquares;
  }

  /** Everything but a first total variation, after which the others are exact as without it. */
  private static List<Part> rest(List<Part> parts) {
    List<Part> rest = new ArrayList<>(parts);
    parts.stream()
        .filter(part -> part.form() == Form.TOTAL_VARIATION)
        .findFirst()
        .ifPresent(rest::remove);
    return rest;
  }

  /**
   * True if what follows a total variation keeps its subgradients, or there is none: it changes all
   * elements of a line by one and the same function.
   */
  private static boolean keepsVariation(List<Part> parts) {
    List<Part> variations =
        parts.stream().filter(part -> part.form() == Form.TOTAL_VARIATION).toList();
    if (variations.isEmpty()) {
      return true;
    }
    int axis = variations.get(0).operator().axis();
    return variations.size() == 1 && parts.stream().allMatch(part -> keepsLines(part, axis));
  }

  private static boolean keepsLines(Part part, int axis) {
    boolean uniform = part.preconditioner().isScalar();
    return switch (part.form()) {
      // Intervals are the same in every metric.
      case TOTAL_VARIATION, NON_NEGATIVE, BOX -> true;
      // It is completed into the distance, which must stay uniform for the others.
      case QUADRATIC -> part.operator().strength() != null && part.operator().strength().isScalar();
      case SOFT_THRESHOLD -> uniform && part.operator().strength().isScalar();
      case GROUP_NORM, BALL ->
          uniform && part.operator().groups() == null && part.operator().axis() != axis;
      case SPECTRAL, SEPARABLE, OTHER, SYMMETRIC, SET -> false;
    };
  }

  /** Quadratics are always exact, so the rest decides. */
  private static boolean isExact(List<Part> parts) {
    boolean thresholds = has(parts, Form.SOFT_THRESHOLD);
    boolean signs = has(parts, Form.NON_NEGATIVE);
    List<Part> others =
        parts.stream()
            .filter(part -> part.form() != Form.QUADRATIC)
            .filter(part -> part.form() != Form.SOFT_THRESHOLD)
            .filter(part -> part.form() != Form.NON_NEGATIVE)
            .toList();
    if (others.stream().allMatch(part -> part.form() == Form.BOX)) {
      return true;
    }
    if (others.stream().allMatch(Composition::actsOnCoordinates)) {
      // Intervals after one function of each coordinate.
      long functions = others.stream().filter(part -> part.form() == Form.SEPARABLE).count();
      return functions == 1 && !thresholds;
    }
    if (others.size() == 1) {
      Form only = others.get(0).form();
      boolean keepsSigns = only == Form.GROUP_NORM || only == Form.BALL || only == Form.SYMMETRIC;
      return keepsSigns || (!thresholds && !signs);
    }
    return isRadial(others);
  }

  private static boolean has(List<Part> parts, Form form) {
    return parts.stream().anyMatch(part -> part.form() == form);
  }

  private static boolean actsOnCoordinates(Part part) {
    return part.form() == Form.BOX || part.form() == Form.SEPARABLE;
  }

  /** Norms and balls of the same groups all scale a group as a whole, if the metric is uniform. */
  private static boolean isRadial(List<Part> parts) {
    ProximalPart first = parts.get(0).operator();
    return parts.stream()
        .allMatch(
            part ->
                (part.form() == Form.GROUP_NORM || part.form() == Form.BALL)
                    && part.operator().axis() == first.axis()
                    && Objects.equals(part.operator().groups(), first.groups())
                    && part.preconditioner().isScalar());
  }

  /** Applies all parts with a learning rate; sets do not depend on it. */
  Node apply(Node point, Node rate) {
    Node x = point;
    Node completed = null;
    for (Part part : ordered) {
      Node preconditioner = completed == null ? part.preconditioner() : completed;
      Node step =
          part.form().isSet()
              ? preconditioner
              : Expressions.scale(graph, graph.mul(rate, part.factor()), preconditioner);
      x = apply(part, x, step);
      if (completesSquares && part.form() == Form.QUADRATIC) {
        // The operator of a quadratic is linear: it scales the metric as it scales the point.
        completed = apply(part, preconditioner, step);
      }
    }
    return x;
  }

  private Node apply(Part part, Node x, Node step) {
    return graph.at(part.origin(), () -> part.operator().operator().apply(x, step));
  }
}
