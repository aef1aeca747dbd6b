package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import java.util.Map;

/**
 * The classes of the runtime that generated code uses; by name, because the compiler does not need
 * them.
 */
final class RuntimeTypes {
  private static final String PUBLIC = "io.tikhonov.runtime";
  private static final String SOLVE = "io.tikhonov.runtime.solve";
  private static final String SUPPORT = "io.tikhonov.runtime.support";

  static final ClassName GENERATED_OBJECTIVE = ClassName.get(SUPPORT, "GeneratedObjective");
  static final ClassName SOLVABLE_OBJECTIVE = ClassName.get(SOLVE, "SolvableObjective");
  static final ClassName SOLVER_DECLARATION = ClassName.get(SOLVE, "SolverDeclaration");
  static final ClassName PROGRAM = ClassName.get(SUPPORT, "Program");
  static final ClassName PROGRAM_POOL = ClassName.get(SUPPORT, "ProgramPool");
  static final ClassName DEFINITION = ClassName.get(SUPPORT, "Definition");
  static final ClassName MEMORY = ClassName.get(SUPPORT, "Memory");
  static final ClassName INTS = ClassName.get(SUPPORT, "Ints");
  static final ClassName SUMS = ClassName.get(SUPPORT, "Sums");
  static final ClassName WORKERS = ClassName.get(SUPPORT, "Workers");
  static final ClassName KERNEL = ClassName.get(SUPPORT, "Kernel");
  static final ClassName RANDOMS = ClassName.get(SUPPORT, "Randoms");
  static final ClassName FLOAT_MATH = ClassName.get(SUPPORT, "FloatMath");
  static final ClassName DOUBLE_MATH = ClassName.get(SUPPORT, "DoubleMath");
  static final ClassName SCALARS = ClassName.get(SUPPORT, "Scalars");
  static final ClassName SORTING = ClassName.get(SUPPORT, "Sorting");
  static final ClassName SCANS = ClassName.get(SUPPORT, "Scans");
  static final ClassName TABLES = ClassName.get(SUPPORT, "Tables");
  static final ClassName INITIALIZERS = ClassName.get(SUPPORT, "Initializers");
  static final ClassName LABEL_INPUT = ClassName.get(SUPPORT, "LabelInput");
  static final ClassName CHECKS = ClassName.get(SUPPORT, "Checks");
  static final ClassName VECTOR_API = ClassName.get(SUPPORT, "VectorApi");
  static final ClassName INDARRAY = ClassName.get("org.nd4j.linalg.api.ndarray", "INDArray");
  static final ClassName PASS = ClassName.get(PUBLIC, "Pass");
  static final ClassName GENERATED_FROM = ClassName.get(PUBLIC, "GeneratedFrom");
  static final ClassName OBJECTIVE = ClassName.get(PUBLIC, "Objective");

  /** Numbers by name. */
  static final ParameterizedTypeName SCHEDULED =
      ParameterizedTypeName.get(Map.class, String.class, Double.class);

  private RuntimeTypes() {}

  /** Real memory in the model's precision. */
  static ClassName reals(boolean doublePrecision) {
    return ClassName.get(SUPPORT, doublePrecision ? "Doubles" : "Floats");
  }

  static ClassName realInput(boolean doublePrecision) {
    return ClassName.get(SUPPORT, doublePrecision ? "DoubleInput" : "FloatInput");
  }

  static ClassName buffer(String simpleName) {
    return ClassName.get("java.nio", simpleName);
  }
}
