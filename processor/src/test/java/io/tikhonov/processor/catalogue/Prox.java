package io.tikhonov.processor.catalogue;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import io.tikhonov.processor.training.TestModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A penalty or set on a small tensor, evaluated at points and steps. */
final class Prox {
  /** The name of the constant that ingredients refer to. */
  static final String CONSTANT = "a";

  private static final Catalogue CATALOGUE = Catalogue.load();

  private final Graph graph = new Graph();
  private final int[] shape;
  private final Definition definition;
  private final Site site;
  private final Node point;
  private final Node scalarStep;
  private final Node tensorStep;

  Prox(Ingredient ingredient, int... shape) {
    this(ingredient, true, shape);
  }

  Prox(Ingredient ingredient, boolean doublePrecision, int... shape) {
    this.shape = shape;
    Object[] dims = Arrays.stream(shape).boxed().toArray();
    Shape symbolic = TestModel.shape(dims);
    TensorDeclaration parameter = TestModel.declaration(graph, "w", symbolic);
    this.definition = CATALOGUE.find(ingredient, Definition.class).orElseThrow();
    this.site = new Site(graph, ingredient, parameter, doublePrecision);
    this.point = parameter.leaf();
    this.scalarStep = graph.scalar("s");
    this.tensorStep = graph.stored(Leaf.Role.SLOT, "s", symbolic);
  }

  /** What an ingredient with a constant gets. */
  double[] constant() {
    boolean weights =
        site.ingredient().has("weights") && !site.ingredient().text("weights").isEmpty();
    boolean groups = definition.constants().contains("groups") && site.hasConstant("groups");
    if (groups) {
      // Of different sizes, one with a single element, in no order; number 2 is nobody's.
      double[] numbers = {0, 3, 0, 1, 0, 5, 3, 0};
      return IntStream.range(0, length())
          .mapToDouble(i -> i == 4 ? 4 : numbers[i * 5 % numbers.length])
          .toArray();
    }
    return IntStream.range(0, length())
        .mapToDouble(i -> Math.cos(3 * i + 1))
        .map(value -> weights ? Math.abs(value) : value)
        .toArray();
  }

  int length() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  int[] shape() {
    return shape;
  }

  double value(double[] x) {
    PenaltyDefinition penalty = (PenaltyDefinition) definition;
    return evaluate(penalty.value(site), x, null).data()[0];
  }

  /** ∇R, a subgradient at kinks. */
  double[] gradient(double[] x) {
    Node value = ((PenaltyDefinition) definition).value(site);
    Node slope = new Differentiator(graph).gradient(value, List.of(point)).get(point);
    return evaluate(slope, x, null).data();
  }

  /** The minimiser of R(x) + Σ (x − v)²/(2s) with a scalar step, or one for each coordinate. */
  double[] apply(double[] v, double... s) {
    List<ProximalPart> parts =
        definition instanceof ProximalPenalty penalty
            ? penalty.proximal(site)
            : List.of(((ConstraintDefinition) definition).projection(site));
    Node step = s.length == 1 ? scalarStep : tensorStep;
    Node x = point;
    for (ProximalPart part : parts) {
      x = part.operator().apply(x, step);
    }
    return evaluate(x, v, s).data();
  }

  private Array evaluate(Node node, double[] w, double[] s) {
    Map<String, Array> leaves = new HashMap<>();
    leaves.put("w", new Array(shape, w));
    leaves.put(CONSTANT, new Array(shape, constant()));
    if (s != null) {
      leaves.put("s", s.length == 1 ? Array.scalar(s[0]) : new Array(shape, s));
    }
    return new Interpreter(Map.of(), leaves).evaluate(node);
  }

  /** A point of mixed scale, in which some coordinates and some slices are 0. */
  double[] randomPoint(Cases random) {
    double[] v = random.normals(length());
    int inner = length() / shape[0];
    double scale = random.logUniform(0.01, 10);
    for (int i = 0; i < v.length; i++) {
      v[i] *= scale;
      if (random.chance(0.1)) {
        v[i] = 0;
      }
    }
    for (int row = 0; row < shape[0]; row++) {
      if (random.chance(0.15)) {
        Arrays.fill(v, row * inner, (row + 1) * inner, 0);
      }
    }
    return v;
  }

  /** One step, or one for each coordinate that differ by up to a factor of 1,000. */
  double[] randomStep(Cases random, boolean diagonal) {
    double base = random.logUniform(0.01, 2);
    double[] steps = random.logUniforms(diagonal ? length() : 1, 0.03, 30);
    for (int i = 0; i < steps.length; i++) {
      steps[i] *= base;
    }
    return steps;
  }

  static double step(double[] s, int i) {
    return s[s.length == 1 ? 0 : i];
  }

  /** Σ (x − y)²/s. */
  static double squaredDistance(double[] x, double[] y, double[] s) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]) / step(s, i);
    }
    return sum;
  }
}
