package io.tikhonov.processor.compiled;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every update rule with every penalty and constraint in every mode, several steps each. */
final class UpdatesTest {
  /** Annotations of the class, by the name of the model. */
  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put("Descent", "@Optimizer.SGD(learningRate = 0.1)");
    RULES.put("Ascent", "@Optimizer.SGD(learningRate = 0.1, maximize = true)");
    RULES.put("Decaying", "@Optimizer.SGD(learningRate = 0.1, weightDecay = 0.2)");
    RULES.put("HeavyBall", "@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)");
    RULES.put(
        "Dampened",
        "@Optimizer.SGD(learningRate = 0.1, momentum = 0.8, dampening = 0.3, weightDecay = 0.1)");
    RULES.put("Nesterov", "@Optimizer.SGD(learningRate = 0.1, momentum = 0.9, nesterov = true)");
    RULES.put("Adaptive", "@Optimizer.Adam(learningRate = 0.1)");
    RULES.put(
        "AdaptiveAscent",
        "@Optimizer.Adam(learningRate = 0.1, beta1 = 0.8, beta2 = 0.9, epsilon = 1e-3,"
            + " weightDecay = 0.1, maximize = true)");
    RULES.put("Decoupled", "@Optimizer.AdamW(learningRate = 0.1, weightDecay = 0.3)");
    RULES.put("Smoothed", "@Optimizer.RMSprop(learningRate = 0.05)");
    RULES.put(
        "Centered",
        "@Optimizer.RMSprop(learningRate = 0.05, smoothing = 0.9, epsilon = 1e-4, momentum = 0.7,"
            + " centered = true, weightDecay = 0.1)");
    RULES.put("Accumulated", "@Optimizer.Adagrad(learningRate = 0.2)");
    RULES.put(
        "Started",
        "@Optimizer.Adagrad(learningRate = 0.2, initialAccumulator = 0.5, weightDecay = 0.1,"
            + " maximize = true)");
    RULES.put("Adadelta", "@Optimizer.Adadelta(weightDecay = 0.1)");
    RULES.put("Adamax", "@Optimizer.Adamax(learningRate = 0.1, weightDecay = 0.2)");
    RULES.put(
        "AdamaxDecoupled",
        "@Optimizer.Adamax(learningRate = 0.1, weightDecay = 0.2, decoupledWeightDecay = true)");
    RULES.put("AmsGrad", "@Optimizer.AdamW(learningRate = 0.1, amsgrad = true)");
    RULES.put("NAdam", "@Optimizer.NAdam(learningRate = 0.1)");
    RULES.put(
        "NAdamDecoupled",
        "@Optimizer.NAdam(learningRate = 0.1, weightDecay = 0.2, decoupledWeightDecay = true)");
    RULES.put("RAdam", "@Optimizer.RAdam(learningRate = 0.05, beta2 = 0.9)");
    RULES.put("Rprop", "@Optimizer.Rprop(learningRate = 0.05)");
    RULES.put(
        "ASGD", "@Optimizer.ASGD(learningRate = 0.1, lambda = 0.3) @Average.SWA(startStep = 2)");
    RULES.put(
        "SGDW", "@Optimizer.SGDW(learningRate = 0.1, momentum = 0.9) @Average.SWA(every = 2)");
    RULES.put("SignSGD", "@Optimizer.SignSGD(learningRate = 0.05, weightDecay = 0.1)");
    RULES.put("Signum", "@Optimizer.SignSGD(learningRate = 0.05, momentum = 0.8)");
    RULES.put("Lion", "@Optimizer.Lion(learningRate = 0.05) @Average.EMA(warmup = true)");
    RULES.put(
        "AdagradNorm",
        "@Optimizer.AdagradNorm(learningRate = 0.2) @Average.EMA(decay = 0.8, correctBias = true)");
    RULES.put("AdagradDecaying", "@Optimizer.Adagrad(learningRate = 0.2, learningRateDecay = 0.5)");
    RULES.put("SparseAdam", "@Optimizer.SparseAdam(learningRate = 0.1)");
    RULES.put("Adafactor", "@Optimizer.Adafactor(learningRate = 0.1, weightDecay = 0.1)");
    RULES.put(
        "Groups",
        "@Optimizer.SGD(learningRate = 0.1)"
            + " @Optimizer.SGD(learningRate = 0.02, roles = {Role.BIAS, Role.NORM})"
            + " @Optimizer.Adam(learningRate = 0.05, roles = {Role.NORM, Role.EMBEDDING}, on ="
            + " {\"grown\", \"scaled\"})"
            + " @Optimizer.Muon(learningRate = 0.1, on = {\"w0\", \"plain\"})"
            + " @Optimizer.Muon(learningRate = 0.1, bfloat16 = false, matchAdamW = true, on ="
            + " {\"w30\"})");
    RULES.put(
        "Scheduled",
        "@Optimizer.AdamW(learningRate = 0.1) @Schedule.Cosine(warmupSteps = 2, totalSteps = 5,"
            + " end = 0.01)");
    RULES.put(
        "Falling",
        "@Optimizer.SGD(learningRate = 0.1, momentum = 0.9) @Schedule.Linear(totalSteps = 3)");
    RULES.put(
        "Staged", "@Optimizer.Adam(learningRate = 0.1) @Schedule.Step(every = 2, factor = 0.5)");
    RULES.put(
        "Fading",
        "@Optimizer.SGD(learningRate = 0.1) @Schedule.Exponential(factor = 0.7, warmupSteps = 1)");
    RULES.put("Warmed", "@Optimizer.SGD(learningRate = 0.1) @Schedule.Constant(warmupSteps = 3)");
    RULES.put(
        "Restarting",
        "@Optimizer.SGD(learningRate = 0.1) @Schedule.CosineRestarts(period = 1, multiplier = 2)");
    RULES.put(
        "Cycled",
        "@Optimizer.Adam(learningRate = 0.1) @Schedule.OneCycle(totalSteps = 4, threePhase = true)");
    RULES.put(
        "InTurns",
        "@Optimizer.SGD(learningRate = 0.1) @Schedule.InverseSqrt(warmupSteps = 1)"
            + " @Schedule.InverseTime(rate = 0.5, startStep = 1) @Schedule.Polynomial(power = 2,"
            + " totalSteps = 3, startStep = 2)");
    RULES.put(
        "InEpochs",
        "@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)"
            + " @Schedule.MultiStep(milestones = {1, 2}, unit = Schedule.Unit.EPOCH)");
    RULES.put(
        "Piecewise",
        "@Optimizer.Adam(learningRate = 0.1) @Schedule.Piecewise(counts = {1, 3}, factors = {1,"
            + " 0.2}, interpolation = Schedule.Interpolation.LINEAR)");
    RULES.put(
        "Observing",
        "@Optimizer.SGD(learningRate = 0.1) @Schedule.Plateau @Average.SWA(every = 2)");
    RULES.put(
        "DecayScheduled",
        "@Optimizer.AdamW(learningRate = 0.1, weightDecay = 0.5) @Schedule.Linear(of ="
            + " \"weightDecay\", totalSteps = 3, end = 0.1)");
    RULES.put(
        "CoupledDecayScheduled",
        "@Optimizer.SGD(learningRate = 0.1, weightDecay = 0.5) @Schedule.RampUp(of ="
            + " \"weightDecay\", length = 3)");
    RULES.put(
        "Accumulating",
        "@Optimizer.SGD(learningRate = 0.1, momentum = 0.9) @Gradient.Accumulate(batches = 2)");
    RULES.put(
        "Everything",
        "@Optimizer.AdamW(learningRate = 0.1, weightDecay = 0.2)"
            + " @Gradient.Accumulate(batches = 2) @Gradient.ClipByGlobalNorm(maxNorm = 0.5)"
            + " @Schedule.Cosine(totalSteps = 3) @Schedule.RampUp(of = \"L1\", length = 3, rise ="
            + " Schedule.Rise.LINEAR) @Schedule.Exponential(of = \"L2\", factor = 0.5)"
            + " @Schedule.Linear(of = \"GroupLasso\", totalSteps = 3, end = 0.02)"
            + " @Schedule.Constant(of = \"matrices\", warmupSteps = 2) @Average.EMA(decay = 0.7)");
    RULES.put(
        "ClippedByValue", "@Optimizer.Adam(learningRate = 0.1) @Gradient.ClipByValue(limit = 0.2)");
    RULES.put(
        "ClippedByNorm", "@Optimizer.SGD(learningRate = 0.1) @Gradient.ClipByNorm(maxNorm = 0.4)");
    RULES.put(
        "ClippedTogether",
        "@Optimizer.AdamW(learningRate = 0.1) @Gradient.ClipByGlobalNorm(maxNorm = 0.5)");
    RULES.put(
        "ClippedTwice",
        "@Optimizer.SGD(learningRate = 0.1) @Gradient.ClipByValue(limit = 0.3)"
            + " @Gradient.ClipByGlobalNorm(maxNorm = 0.5)");
    RULES.put("Averaged", "@Optimizer.Adam(learningRate = 0.1) @Average.EMA(decay = 0.8)");
    RULES.put(
        "PenalizedClass",
        "@Optimizer.Adam(learningRate = 0.1) @Regularize.L1(lambda = 0.05)"
            + " @Regularize.GroupLasso(lambda = 0.05, axis = 1, on = {\"plain\", \"grown\"})"
            + " @Constrain.Box(min = -0.6, max = 0.8, on = \"biased\")");
  }

  /** Annotations of matrices, one parameter for each. */
  private static final List<String> MATRICES =
      List.of(
          "@Regularize.L1(lambda = 0.1)",
          "@Regularize.L1(lambda = 0.1, mode = Mode.COUPLED)",
          "@Regularize.L1(lambda = 0.1, mode = Mode.DECOUPLED)",
          "@Regularize.L1(lambda = 0.1, mode = Mode.PROXIMAL, metric = Metric.EUCLIDEAN)",
          "@Regularize.L2(lambda = 0.2)",
          "@Regularize.L2(lambda = 0.2, mode = Mode.COUPLED)",
          "@Regularize.L2(lambda = 0.2, mode = Mode.DECOUPLED)",
          "@Regularize.L2(lambda = 0.2, mode = Mode.PROXIMAL)",
          "@Regularize.ElasticNet(lambda = 0.2)",
          "@Regularize.ElasticNet(lambda = 0.2, l1Ratio = 0.3, mode = Mode.COUPLED)",
          "@Regularize.ElasticNet(lambda = 0.2, l1Ratio = 0.3, mode = Mode.DECOUPLED)",
          "@Regularize.ElasticNet(lambda = 0.2, metric = Metric.EUCLIDEAN)",
          "@Regularize.GroupLasso(lambda = 0.1)",
          "@Regularize.GroupLasso(lambda = 0.1, axis = 1)",
          "@Regularize.GroupLasso(lambda = 0.1, axis = 1, weighted = true)",
          "@Regularize.GroupLasso(lambda = 0.1, metric = Metric.EUCLIDEAN)",
          "@Regularize.GroupLasso(lambda = 0.1, mode = Mode.COUPLED)",
          "@Regularize.GroupLasso(lambda = 0.1, axis = 1, mode = Mode.DECOUPLED)",
          "@Regularize.NuclearNorm(lambda = 0.1)",
          "@Regularize.NuclearNorm(lambda = 0.1, mode = Mode.COUPLED)",
          "@Regularize.NuclearNorm(lambda = 0.1, mode = Mode.DECOUPLED)",
          "@Regularize.L2Norm(lambda = 0.3)",
          "@Regularize.L2Norm(lambda = 0.3, mode = Mode.COUPLED)",
          "@Regularize.SparseGroupLasso(lambda = 0.1)",
          "@Regularize.SparseGroupLasso(lambda = 0.1, l1Ratio = 0.2, axis = 1, metric ="
              + " Metric.EUCLIDEAN)",
          "@Regularize.SpectralNorm(lambda = 0.3)",
          "@Regularize.SpectralNorm(lambda = 0.3, mode = Mode.COUPLED)",
          "@Regularize.LogSum(lambda = 0.1, epsilon = 0.5)",
          "@Regularize.LogSum(lambda = 0.1, epsilon = 0.5, mode = Mode.DECOUPLED)",
          "@Regularize.L2SP(lambda = 0.3, anchor = \"reference\")",
          "@Regularize.L2SP(lambda = 0.3, anchor = \"reference\", mode = Mode.PROXIMAL)",
          "@Regularize.L2SP(lambda = 0.3) @Average.Initial",
          "@Regularize.L2SP(lambda = 0.3, mode = Mode.PROXIMAL) @Average.EMA(decay = 0.5)",
          "@Regularize.L1(lambda = 0.1, weights = \"positive\")",
          "@Regularize.L1(lambda = 0.1, weights = \"positive\", mode = Mode.COUPLED)",
          "@Regularize.L1(lambda = 0.1, weights = \"positive\") @Regularize.GroupLasso(lambda = 0.1)",
          "@Constrain.L2Ball(radius = 0.8, center = \"reference\")",
          "@Constrain.L1Ball(radius = 1.5, center = \"reference\")",
          "@Gradient.ClipByRms(maxRms = 0.05)",
          "@Regularize.SoftOrthogonality(lambda = 0.1)",
          "@Regularize.OffDiagonalOrthogonality(lambda = 0.1)",
          "@Regularize.OrthogonalityNorm(lambda = 0.1, mode = Mode.DECOUPLED)",
          "@Regularize.GroupOrthogonality(lambda = 0.1, groups = 1)",
          "@Regularize.IsotropicTotalVariation(lambda = 0.1, epsilon = 0.01)",
          "@Regularize.Smoothness(lambda = 0.1, order = 2, axis = 1)",
          "@Regularize.NormLoss(lambda = 0.1)",
          "@Regularize.HypersphericalEnergy(lambda = 0.01, power = 1)",
          "@Regularize.CauchySchwarzBinary(lambda = 0.01)",
          "@Regularize.CauchySchwarzOneSided(lambda = 0.01)",
          "@Regularize.CauchySchwarzTernary(lambda = 0.01)",
          "@Regularize.TotalVariation(lambda = 0.1)",
          "@Regularize.TotalVariation(lambda = 0.1, axes = 0)",
          "@Regularize.TotalVariation(lambda = 0.1, axes = 1, mode = Mode.DECOUPLED)",
          "@Regularize.L1(lambda = 0.05) @Regularize.L2(lambda = 0.1)",
          "@Regularize.L1(lambda = 0.05) @Regularize.L1(lambda = 0.02, mode = Mode.COUPLED)",
          "@Regularize.L1(lambda = 0.05) @Regularize.GroupLasso(lambda = 0.1)",
          "@Regularize.TotalVariation(lambda = 0.1) @Regularize.L1(lambda = 0.1)",
          "@Constrain.L2Ball(radius = 0.8)",
          "@Constrain.L1Ball(radius = 1.5)",
          "@Constrain.Simplex(sum = 1.5)",
          "@Constrain.UnitNorm",
          "@Constrain.MinMaxNorm(min = 0.4, max = 0.7, rate = 0.5, axis = 1)",
          "@Constrain.L0Ball(count = 5)",
          "@Constrain.L0Ball(sparsity = 0.3)",
          "@Constrain.GroupL0Ball(count = 2, axis = 1)",
          "@Constrain.HalfSpace(normal = \"reference\", bound = 0.1)",
          "@Constrain.Hyperplane(normal = \"reference\", value = 0.1)",
          "@Constrain.NonNegative",
          "@Constrain.Box(min = -0.5, max = 0.75)",
          "@Constrain.MaxNorm(radius = 0.8)",
          "@Constrain.MaxNorm(radius = 0.8, axis = 1)",
          "@Regularize.L1(lambda = 0.1) @Constrain.NonNegative",
          "@Average.EMA(decay = 0.5)",
          "@Optimizer.SGD(learningRate = 0.02)",
          "@Optimizer.AdamW(learningRate = 0.02) @Schedule.Step(every = 1)",
          "@Regularize.L1(lambda = 0.1) @Schedule.RampUp(of = \"L1\", length = 3)",
          "@Regularize.L1(lambda = 0.1) @Regularize.L1(lambda = 0.05, mode = Mode.COUPLED)"
              + " @Schedule.Step(of = \"L1#2\", every = 1, factor = 0.5)",
          "@Gradient.ClipByNorm(maxNorm = 0.1)",
          "@Gradient.ClipByValue(limit = 0.05) @Regularize.L1(lambda = 0.1)",
          "@Regularize.TotalVariation(lambda = 0.1, axes = 1) @Constrain.NonNegative",
          "@Regularize.TotalVariation(lambda = 0.1, axes = 0, metric = Metric.EUCLIDEAN)"
              + " @Regularize.L1(lambda = 0.02, metric = Metric.EUCLIDEAN)",
          "@Regularize.IsotropicTotalVariation(lambda = 0.1, epsilon = 0, axes = -1)",
          "@Regularize.GroupLasso(lambda = 0.1, groups = \"group\")",
          "@Regularize.GroupLasso(lambda = 0.1, groups = \"group\", weighted = true)",
          "@Regularize.GroupLasso(lambda = 0.1, groups = \"group\", weighted = true, mode ="
              + " Mode.COUPLED)",
          "@Regularize.GroupLasso(lambda = 0.1, groups = \"group\", metric = Metric.EUCLIDEAN)"
              + " @Regularize.L1(lambda = 0.05)");

  /** Annotations of tensors of rank 3. */
  private static final List<String> CUBES =
      List.of(
          "@Regularize.L1(lambda = 0.1)",
          "@Regularize.GroupLasso(lambda = 0.1, axis = 1)",
          "@Regularize.GroupLasso(lambda = 0.1, axis = 2, weighted = true)",
          "@Regularize.GroupLasso(lambda = 0.1, axis = 1, mode = Mode.COUPLED)",
          "@Regularize.TotalVariation(lambda = 0.1)",
          "@Regularize.TotalVariation(lambda = 0.1, axes = {0, 2})",
          "@Constrain.MaxNorm(radius = 0.9, axis = 1)");

  /**
   * Every how many annotations of fields are tried with a rule; rules that differ in their metric
   * are tried with more of them, and one with everything at once with all.
   */
  private static final Map<String, Integer> STEPS =
      Map.of(
          "Descent", 1,
          "Decoupled", 1,
          "Everything", 1,
          "HeavyBall", 2,
          "Centered", 2,
          "Adafactor", 2,
          "AdagradNorm", 2,
          "NAdam", 3,
          "Lion", 3);

  private static final int FEW = 6;

  private static Map<String, CompiledModel> compiled;

  @BeforeAll
  static void compile() {
    List<ModelSource> sources = new ArrayList<>();
    RULES.forEach(
        (name, rule) -> {
          int step = STEPS.getOrDefault(name, FEW);
          ModelSource source = ModelSource.of(name, members(step)).with(rule);
          sources.add(source);
          sources.add(ModelSource.of(name, members(FEW)).with(rule).inFloat());
        });
    compiled = CompiledModel.compile(sources);
  }

  /**
   * @param step 1 for all annotations of fields, more for some of them
   */
  private static String members(int step) {
    StringBuilder fields = new StringBuilder();
    StringBuilder loss = new StringBuilder("fit(x, y, plain)");
    for (int i = 0; i < MATRICES.size(); i += step) {
      fields.append(
          "@Parameter(shape = {\"n\", \"m\"}) %s Tensor w%d;\n".formatted(MATRICES.get(i), i));
      loss.append("\n.plus(fit(x, y, w%d))".formatted(i));
    }
    for (int i = 0; i < CUBES.size(); i += step) {
      fields.append(
          "@Parameter(shape = {\"n\", \"m\", \"k\"}) %s Tensor c%d;\n".formatted(CUBES.get(i), i));
      loss.append("\n.plus(fit(x, y, mean(c%d, 2)))".formatted(i));
    }
    return fields
        + """
        @Parameter(shape = {"n", "m"}) Tensor plain;
        @Constant(shape = {"n", "m"}) Tensor reference;
        @Constant(shape = {"n", "m"}) Tensor group;
        @Constant(shape = {"n", "m"}) Tensor positive;
        @Parameter(shape = {"n", "m"}, role = Role.EMBEDDING) Tensor grown;
        @Parameter(shape = "m", role = Role.BIAS) Tensor biased;
        @Parameter(shape = "m", role = Role.NORM) @Regularize.L1(lambda = 0.1) Tensor scaled;
        @Parameter Tensor number;
        @Parameter @Regularize.L1(lambda = 0.1) Tensor shrunk;
        @Parameter @Constrain.NonNegative @Average.EMA(decay = 0.9) Tensor kept;
        static Tensor fit(Tensor x, Tensor y, Tensor w) {
          return mean(square(x.matmul(w).minus(y)));
        }
        @Loss Tensor matrices(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
          return %s;
        }
        @Loss Tensor others(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
          return mean(square(x.matmul(grown).times(scaled).plus(biased).minus(y)))
              .plus(mean(square(y.times(number).minus(shrunk))))
              .plus(square(kept.minus(number)));
        }
        """
            .formatted(loss);
  }

  @TestFactory
  List<DynamicTest> agree() {
    List<DynamicTest> tests = new ArrayList<>();
    Data data = new Data(Map.of("n", 3, "m", 4, "k", 2, "batch", 5), 1);
    compiled.forEach(
        (name, model) ->
            tests.add(
                dynamicTest(
                    name,
                    () -> Agreement.of(model, data).values().steps(4).partialSteps(3).threads(2))));
    return tests;
  }
}
