package io.tikhonov.processor.frontend;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names that the generated class needs for itself, by what the user would name so. */
final class ReservedNames {
  private static final Set<String> OBJECT =
      Set.of(
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait");

  /** Methods of the builder. */
  static final Set<String> BUILDER = Set.of("seed", "build", "threads");

  /** Methods of the generated class and of the runtime's class that it extends. */
  static final Set<String> OBJECTIVE =
      Set.of(
          "accumulates",
          "atAverage",
          "averageDoubles",
          "averageFloats",
          "batch",
          "batchCount",
          "batchesPerStep",
          "begin",
          "beginChange",
          "bind",
          "bindBatch",
          "blas",
          "builder",
          "clearAccumulated",
          "close",
          "coefficientsIndex",
          "constantDoubles",
          "constantFloats",
          "copyOf",
          "countsEpochs",
          "currentTerms",
          "curvaturesMemory",
          "designMemory",
          "differentiablePart",
          "doubleInput",
          "doubles",
          "drawIndex",
          "dualStep",
          "end",
          "evaluate",
          "extrapolation",
          "floatInput",
          "floats",
          "followsMetric",
          "gradient",
          "groupNormsMemory",
          "groupNumbersMemory",
          "hasConstantCurvature",
          "hyperparameter",
          "inputs",
          "interceptIndex",
          "ints",
          "labelInput",
          "lapack",
          "launch",
          "launchInTurn",
          "learningRate",
          "learningRateAt",
          "lineSteps",
          "load",
          "loadCheckpoint",
          "loadCheckpointMatching",
          "loadMatching",
          "newBatch",
          "observe",
          "oneNormMemory",
          "owned",
          "parameterDoubles",
          "parameterFloats",
          "parameterMemory",
          "parameters",
          "passes",
          "penaltyFactor",
          "plan",
          "plateau",
          "predictor",
          "prepareAverages",
          "requireSteps",
          "runAccumulation",
          "runDual",
          "runEvaluation",
          "runGradient",
          "runIteration",
          "runLinearization",
          "runNormal",
          "runProximal",
          "runStep",
          "runStrengths",
          "runValue",
          "save",
          "saveCheckpoint",
          "scheduled",
          "scheduledAt",
          "seed",
          "slopeMemory",
          "slotDoubles",
          "slotFloats",
          "slotMemory",
          "smoothCurvature",
          "squaresMemory",
          "squaredOperatorNorm",
          "stateDoubles",
          "stateFloats",
          "states",
          "step",
          "stepCount",
          "stepIndex",
          "stepLength",
          "stepsExactly",
          "stepsPerEpoch",
          "sums",
          "totalSteps",
          "useVectors",
          "usesVectors",
          "value",
          "workers");

  private ReservedNames() {}

  /** Why a dimension cannot have a name. */
  static Optional<String> ofDimension(String name) {
    return first(name, BUILDER, "the builder has a method of that name");
  }

  /** Why an input cannot have a name; it becomes a component of a record. */
  static Optional<String> ofInput(String name) {
    return first(name, Set.of(), "");
  }

  /** Why a method or hyperparameter that the generated class shows cannot have a name. */
  static Optional<String> ofMethod(String name) {
    return first(name, OBJECTIVE, "the generated class has a method of that name");
  }

  /** Why a constant, which has a setter in the builder, cannot have a name. */
  static Optional<String> ofConstant(String name) {
    return first(name, BUILDER, "the builder has a method of that name");
  }

  private static Optional<String> first(String name, Set<String> further, String reason) {
    if (SourceVersion.isKeyword(name)) {
      return Optional.of("it is a keyword of Java");
    } else if (OBJECT.contains(name)) {
      return Optional.of("every Java object has a method of that name");
    }
    return further.contains(name) ? Optional.of(reason) : Optional.empty();
  }
}
