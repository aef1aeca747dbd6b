package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.support.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Solves an objective for a falling sequence of factors of its penalties, each solution from the
 * one before:
 *
 * <pre>{@code
 * SolutionPath path = RegularizationPath.of(objective).lambdas(100).compute(data);
 * path.writeHtml(Path.of("path.html"), "Elastic net");
 * }</pre>
 *
 * <p>A penalty λR becomes r·λR, with the same factor r for all penalties along the path. The
 * largest factor is the least one for which all penalised parameters are 0 in the solution: it is
 * found from the declaration, by the gradient at the solution for the parameters without penalty
 * (Friedman, Hastie and Tibshirani, Regularization paths for generalized linear models, 2010). The
 * smallest one is {@link #ratio} times that, and those between have equal quotients.
 *
 * <p>{@link #compute} leaves parameters and factors of the objective as they were. A path is
 * configured and used by one thread.
 *
 * @param <B> the record of the inputs of a batch
 */
public final class RegularizationPath<B extends Record> {

  private static final int LAMBDAS = 100;
  private static final double RATIO = 1e-3;
  private static final double WIDE_RATIO = 1e-2;

  private final SolvableObjective<B> objective;
  private final boolean single;
  private boolean[] along;
  private int lambdas = LAMBDAS;
  private double ratio;
  private double[] factors = {};
  private final Map<String, List<String>> elements = new LinkedHashMap<>();
  private double tolerance;
  private int maxIterations;

  private RegularizationPath(SolvableObjective<B> objective) {
    this.objective = objective;
    List<String> penalties = objective.declaration().terms();
    if (penalties.isEmpty()) {
      throw new IllegalArgumentException(
          objective.model()
              + " has no penalty that a path could follow. Put one on a parameter, such as"
              + " @Regularize.L1(lambda = 1).");
    }
    along = new boolean[penalties.size()];
    Arrays.fill(along, true);
    single = objective.isSingle();
    tolerance = single ? Solver.SINGLE_TOLERANCE : Solver.TOLERANCE;
    maxIterations = Methods.maxIterations(objective.declaration());
  }

  /**
   * The path of an objective along all of its penalties.
   *
   * @throws IllegalArgumentException if its class declares no solver, or no penalty
   */
  public static <B extends Record> RegularizationPath<B> of(Objective<B> objective) {
    return new RegularizationPath<>(Solver.solvable(objective));
  }

  /**
   * The number of factors; 100 by default.
   *
   * @throws IllegalArgumentException if below 2
   */
  public RegularizationPath<B> lambdas(int number) {
    if (number < 2) {
      throw new IllegalArgumentException(
          "A path has at least 2 factors, not " + number + "; one is solved by Solver.");
    }
    lambdas = number;
    return this;
  }

  /**
   * The smallest factor divided by the largest one; by default 0.001, and 0.01 if there are more
   * penalised numbers than rows of data.
   *
   * @throws IllegalArgumentException if not between 0 and 1, both excluded
   */
  public RegularizationPath<B> ratio(double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "The smallest factor is a part of the largest one: the ratio must lie between 0 and 1,"
              + " not be "
              + value
              + ".");
    }
    ratio = value;
    return this;
  }

  /**
   * The factors themselves, in any order; they are taken from the largest one down, from the
   * parameters as they are.
   *
   * @throws IllegalArgumentException if there is none, or one is negative or not finite
   */
  public RegularizationPath<B> factors(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A path needs at least one factor.");
    }
    double[] sorted = values.clone();
    for (double value : sorted) {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A factor of penalties is a number from 0 on, not " + value + ".");
      }
    }
    Arrays.sort(sorted);
    factors = new double[sorted.length];
    Arrays.setAll(factors, i -> sorted[sorted.length - 1 - i]);
    return this;
  }

  /**
   * The terms whose factor changes; all penalties by default.
   *
   * @param penalties names of terms, such as {@code "w/L1"}
   * @throws IllegalArgumentException if there is no such penalty
   */
  public RegularizationPath<B> along(String... penalties) {
    List<String> known = objective.declaration().terms();
    boolean[] chosen = new boolean[known.size()];
    for (String penalty : penalties) {
      int index = known.indexOf(penalty);
      if (index < 0) {
        throw new IllegalArgumentException(
            "There is no penalty \"" + penalty + "\"; the penalties are " + known + ".");
      }
      chosen[index] = true;
    }
    if (penalties.length == 0) {
      throw new IllegalArgumentException("A path follows at least one penalty of " + known + ".");
    }
    along = chosen;
    return this;
  }

  /**
   * How small the certificate of each solution must become, as for {@link Solver#tolerance}.
   *
   * @throws IllegalArgumentException as there
   */
  public RegularizationPath<B> tolerance(double value) {
    tolerance = Solver.requireTolerance(value, single, objective.model());
    return this;
  }

  /**
   * After how many iterations a solution is enough in any case, as for {@link
   * Solver#maxIterations}.
   *
   * @throws IllegalArgumentException if below 1
   */
  public RegularizationPath<B> maxIterations(int number) {
    maxIterations = Solver.requireIterations(number);
    return this;
  }

  /**
   * Names of the elements of a parameter, such as those of the columns of a table, for the picture
   * and the CSV of the path. Elements without a name are called {@code w[0]}, {@code w[1]} and so
   * on.
   *
   * @param names one for each element, in c order, no two alike
   * @throws IllegalArgumentException if there is no such parameter, or the names are not that many
   *     or not different
   */
  public RegularizationPath<B> elements(String parameter, List<String> names) {
    List<String> parameters = objective.parameters().names();
    if (!parameters.contains(parameter)) {
      throw new IllegalArgumentException(
          "There is no parameter \"" + parameter + "\"; the parameters are " + parameters + ".");
    }
    long length = objective.parameters().get(parameter).length();
    if (names.size() != length) {
      throw new IllegalArgumentException(
          "Parameter \"%s\" has %d elements, but there are %d names for them."
              .formatted(parameter, length, names.size()));
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "Two elements of \"" + parameter + "\" have the same name in " + names + ".");
    }
    elements.put(parameter, List.copyOf(names));
    return this;
  }

  /**
   * Solves along the path on all rows of a data set, or on its one complete batch.
   *
   * @throws IllegalArgumentException if the data do not suit the inputs of the objective
   * @throws IllegalStateException if no finite factor makes the parameters 0, as for a ridge, and
   *     no {@link #factors} were given
   */
  public SolutionPath compute(Dataset data) {
    return compute(objective.whole(data), data.size());
  }

  /** Solves along the path on a batch with all of the data; {@link #ratio} is 0.001 by default. */
  public SolutionPath compute(B batch) {
    return compute(batch, Integer.MAX_VALUE);
  }

  private SolutionPath compute(B batch, int rows) {
    try (Session<B> session = session(batch)) {
      return follow(session, factors.length > 0 ? factors : grid(session, rows));
    }
  }

  /** Solves at given factors on other data, and gives the points. */
  SolutionPath compute(Dataset data, double[] grid) {
    try (Session<B> session = session(objective.whole(data))) {
      if (factors.length == 0) {
        session.zeroFactor();
      }
      return follow(session, grid);
    }
  }

  private Session<B> session(B batch) {
    return new Session<>(objective, batch, along, tolerance, maxIterations);
  }

  private double[] grid(Session<B> session, int rows) {
    double most = session.zeroFactor();
    if (most == Double.POSITIVE_INFINITY) {
      throw new IllegalStateException(
          "No finite factor of %s makes the parameters 0, as is so for penalties without a kink"
                  .formatted(names())
              + " such as L2. Give the grid yourself: factors(10, 1, 0.1).");
    }
    if (most == 0) {
      throw new IllegalStateException(
          "The parameters are 0 in the solution whatever the factor of "
              + names()
              + ": the data say nothing about them.");
    }
    double chosen = ratio > 0 ? ratio : penalisedNumbers() > rows ? WIDE_RATIO : RATIO;
    double[] grid = new double[lambdas];
    Arrays.setAll(grid, i -> most * Math.pow(chosen, (double) i / (lambdas - 1)));
    return grid;
  }

  private long penalisedNumbers() {
    return penalisedParameters().stream()
        .mapToLong(name -> objective.parameters().get(name).length())
        .sum();
  }

  private List<String> names() {
    List<String> known = objective.declaration().terms();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < along.length; i++) {
      if (along[i]) {
        names.add(known.get(i));
      }
    }
    return names;
  }

  private List<String> penalisedParameters() {
    List<String> known = objective.parameters().names();
    return names().stream().map(Session::parameter).distinct().filter(known::contains).toList();
  }

  private SolutionPath follow(Session<B> session, double[] grid) {
    List<SolutionPath.Point> points = new ArrayList<>();
    List<String> penalised = penalisedParameters();
    Snapshots snapshots = new Snapshots(objective.parameters(), grid.length);
    for (double factor : grid) {
      Session.Solved solved = session.solve(factor);
      points.add(point(factor, solved, snapshots.take(), penalised));
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return new SolutionPath(objective.model(), names(), penalised, points, elements);
  }

  private SolutionPath.Point point(
      double factor,
      Session.Solved solved,
      Map<String, INDArray> coefficients,
      List<String> penalised) {
    long nonzeros = 0;
    List<String> names = objective.parameters().names();
    for (int i = 0; i < names.size(); i++) {
      if (penalised.contains(names.get(i))) {
        nonzeros += nonzeros(objective.tensors().get(i));
      }
    }
    Map<String, Double> lambdas = new LinkedHashMap<>();
    List<String> along = names();
    for (SolverDeclaration.Penalty penalty : objective.declaration().penalties()) {
      if (along.contains(penalty.term())) {
        lambdas.put(penalty.term(), factor * penalty.lambda());
      }
    }
    return new SolutionPath.Point(
        factor,
        lambdas,
        solved.terms(),
        new Solution.Certificate(
            solved.outcome().certificate(), solved.outcome().kind(), tolerance),
        solved.outcome().converged(),
        solved.iterations(),
        nonzeros,
        coefficients);
  }

  private static long nonzeros(Memory memory) {
    double[] values = new double[(int) memory.length()];
    memory.read(values, 0, values.length);
    long nonzeros = 0;
    for (double value : values) {
      nonzeros += value != 0 ? 1 : 0;
    }
    return nonzeros;
  }

  /**
   * Solves at one factor from a point of a path, and leaves objective and factor there.
   *
   * @param start the point, on these or other data
   */
  SolutionPath.Point select(Dataset data, SolutionPath.Point start) {
    try (Session<B> session = session(objective.whole(data))) {
      session.start(start.coefficients());
      Session.Solved solved = session.solve(start.factor());
      Map<String, INDArray> coefficients = new Snapshots(objective.parameters(), 1).take();
      SolutionPath.Point point = point(start.factor(), solved, coefficients, penalisedParameters());
      session.keep();
      return point;
    }
  }

  SolvableObjective<B> objective() {
    return objective;
  }
}
